import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { openTurns } from './turns.ts'

const person = (personId: string) => ({ kind: 'person', personId }) as Actor
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Work of a person that goes on until it is ended; what it came to, once that is known. */
function start(turns: ReturnType<typeof openTurns>, who: string) {
  const state = { isRunning: false, end: () => {}, failed: null as unknown }
  const work = () =>
    new Promise<void>((done) => {
      state.isRunning = true
      state.end = () => {
        state.isRunning = false
        done()
      }
    })
  turns.run(person(who), work).catch((error: unknown) => (state.failed = error))
  return state
}
const settled = () => vi.advanceTimersByTimeAsync(0)
const running = (all: readonly { readonly isRunning: boolean }[]) =>
  all.flatMap(({ isRunning }, index) => (isRunning ? [index] : []))

it('runs two of a person at a time, the others after them in their order', async () => {
  const turns = openTurns()
  const all = Array.from({ length: 5 }, () => start(turns, 'anna'))
  await settled()
  expect(running(all)).toEqual([0, 1])
  all[1]?.end()
  await settled()
  expect(running(all)).toEqual([0, 2])
  all[0]?.end()
  all[2]?.end()
  await settled()
  expect(running(all)).toEqual([3, 4])
})

it('lets nobody wait for one person who searches much', async () => {
  const turns = openTurns()
  const anna = Array.from({ length: 8 }, () => start(turns, 'anna'))
  const bert = [start(turns, 'bert'), start(turns, 'bert')]
  await settled()
  expect([running(anna), running(bert)]).toEqual([
    [0, 1],
    [0, 1],
  ])
})

it('bounds what all run together, and gives the next turn to whoever may have it', async () => {
  const turns = openTurns()
  const all = ['anna', 'anna', 'bert', 'bert', 'eva', 'eva', 'anna', 'kim'].map((who) => start(turns, who))
  await settled()
  expect(running(all)).toEqual([0, 1, 2, 3, 4, 5])
  all[2]?.end()
  await settled()
  expect(running(all)).toEqual([0, 1, 3, 4, 5, 7])
})

it('refuses what waits too long or stands too far behind, and keeps no place for it', async () => {
  const turns = openTurns()
  const all = Array.from({ length: 11 }, () => start(turns, 'anna'))
  await settled()
  const busy = { code: 'too-many-requests', reason: 'searches-busy', retryAfterS: 5 }
  expect(all.map(({ failed }) => failed !== null)).toEqual([...Array(10).fill(false), true])
  expect(all[10]?.failed).toMatchObject(busy)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(all.slice(2).map(({ failed }) => failed)).toEqual(
    Array.from({ length: 9 }, () => expect.objectContaining(busy)),
  )
  all[0]?.end()
  await settled()
  const later = start(turns, 'anna')
  await settled()
  expect(running([...all, later])).toEqual([1, 11])
})

it('frees the place of work that fails', async () => {
  const turns = openTurns()
  for (let n = 0; n < 5; n++)
    await expect(turns.run(person('anna'), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
