import { expect, test } from 'vitest'
import type { PushObserved } from '../try-push.ts'
import type { WayRead } from '../try-stream.ts'
import type { RestObserved } from '../try-rest.ts'
import { judgePush } from './push.ts'
import { judgeRest } from './rest.ts'
import { judgeStream } from './stream.ts'

const right = { v1: true, v1a: true, fresh: true }
const good: PushObserved = {
  sent: ['1.0', '2.0'],
  taken: [
    { event: '1.0', ...right },
    { event: '2.0', ...right },
  ],
  cameAgain: true,
  alteredBelieved: false,
}
const [first, second] = good.taken as [PushObserved['taken'][number], PushObserved['taken'][number]]
const push = (change: Partial<PushObserved>) => judgePush({ ...good, ...change })

test('push: each once, in order, signed', () => {
  expect(push({})).toMatchObject({ verdict: 'holds', population: { checked: 2, total: 2 } })
})

test('push: a gap, a double, another order and what was not chosen fail', () => {
  const other = { event: '3.0', ...right }
  for (const taken of [[first], [first, first, second], [second, first], [first, second, other], []])
    expect(push({ taken })).toMatchObject({ verdict: 'fails', code: 'not-once-in-order' })
})

test('push: a signature that is missing in one scheme, or old, fails', () => {
  for (const wrong of [{ v1: false }, { v1a: false }, { fresh: false }])
    expect(push({ taken: [first, { ...second, ...wrong }] })).toMatchObject({
      verdict: 'fails',
      code: 'signature-wrong',
      population: { checked: 1, total: 2 },
    })
})

test('push: what is refused must come again; a control that is believed says nothing', () => {
  expect(push({ cameAgain: false })).toMatchObject({ verdict: 'fails', code: 'not-repeated' })
  expect(push({ alteredBelieved: true }).verdict).toBe('unknown')
  expect(push({ sent: [], taken: [] }).verdict).toBe('unknown')
})

const way = (change: Partial<WayRead>): WayRead => ({
  way: 'WebSocket',
  sent: ['1.0', '2.0'],
  read: ['1.0', '2.0'],
  openToAll: false,
  ...change,
})
const stream = (change: Partial<WayRead>) =>
  judgeStream({ ways: [way({ way: 'server-sent events' }), way(change)] })

test('stream: each once and in order on every way, for nobody else', () => {
  expect(stream({})).toMatchObject({ verdict: 'holds', population: { checked: 4, total: 4 } })
  for (const read of [['1.0'], ['1.0', '1.0', '2.0'], ['2.0', '1.0'], ['1.0', '2.0', '9.0']])
    expect(stream({ read })).toMatchObject({ verdict: 'fails', code: 'gap-or-double' })
  expect(stream({ openToAll: true })).toMatchObject({ verdict: 'fails', code: 'open-to-all' })
  expect(judgeStream({ ways: [] }).verdict).toBe('unknown')
})

const described: RestObserved = {
  format: '3.1.0',
  operations: 10,
  right: 10,
  read: 4,
  validated: 3,
  empty: 1,
  answers: 25,
  surprises: [],
  busy: 0,
  spoiled: 20,
  spoiledRefused: 20,
}
const rest = (change: Partial<RestObserved>) =>
  judgeRest({ ...described, ...change }, { format: 'OpenAPI 3.1' })

test('rest: every operation as described; one that is not, or another format, fails', () => {
  expect(rest({})).toMatchObject({ verdict: 'holds', population: { checked: 10, total: 10 } })
  const surprise = { operation: 'GET /a', tried: 'read', found: 'status 500, not 200' } as const
  expect(rest({ right: 9, surprises: [surprise] })).toMatchObject({
    verdict: 'fails',
    code: 'not-as-described',
    population: { checked: 9, total: 10 },
  })
  expect(rest({ format: '3.0.3' })).toMatchObject({ verdict: 'fails', code: 'other-format' })
})

test('rest: a validator that takes everything, a busy installation and an empty document say nothing', () => {
  expect(rest({ spoiledRefused: 19 }).verdict).toBe('unknown')
  expect(rest({ spoiled: 0, spoiledRefused: 0 }).verdict).toBe('unknown')
  expect(rest({ busy: 1 }).verdict).toBe('unknown')
  expect(rest({ operations: 0, right: 0 }).verdict).toBe('unknown')
})
