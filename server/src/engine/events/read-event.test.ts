import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flag, type EventDraft } from './event.ts'
import { asTime, readEvent, type FindCustomer } from './read-event.ts'
import { sourceSettingsSchema, type Source, type SourceSettings } from './sources/settings.ts'

const now = Date.UTC(2026, 10, 23, 12)
const [provider, customer] = ['provider', 'customer']
const sourceWith = (settings: object = {}): Source => ({
  id: 'source',
  number: 1,
  organisation: provider,
  name: 'Telefonie',
  settings: sourceSettingsSchema.parse(settings),
})
const findCustomer = (name: string) => (name === 'Kanzlei Sommer' ? customer : null)
const read = (body: object, settings?: object, at: number | null = null) =>
  readEvent({ body, at, key: null } as EventDraft, sourceWith(settings), findCustomer, now)

test.each([
  [
    'OCSF 1.8',
    {
      time: now - 1_000,
      activity_name: 'Logon',
      status: 'Failure',
      actor: { user: { name: 'anna' }, session: { uid: 's1' } },
      src_endpoint: { ip: '192.0.2.7' },
      metadata: { tenant_uid: 'Kanzlei Sommer' },
    },
  ],
  [
    'ECS, flat',
    {
      '@timestamp': new Date(now - 1_000).toISOString(),
      'event.action': 'Logon',
      'event.outcome': 'failure',
      'user.name': 'anna',
      'session.id': 's1',
      'source.ip': '192.0.2.7',
      'organization.id': 'Kanzlei Sommer',
    },
  ],
  [
    'a CloudEvent',
    {
      specversion: '1.0',
      type: 'Logon',
      time: new Date(now - 1_000).toISOString(),
      data: { user: 'anna', status: 'denied', session: 's1', ip: '192.0.2.7', customer: 'Kanzlei Sommer' },
    },
  ],
])('%s is understood without a mapping', (_, body) => {
  expect(read(body)).toMatchObject({
    organisation: customer,
    at: now - 1_000,
    flags: 0,
    outcome: 'failure',
    address: '192.0.2.7',
    actor: 'anna',
    action: 'Logon',
    session: 's1',
  })
})

test('a mapping comes before what is known, and may lead into lists', () => {
  const settings = { mapping: { actor: ['who.0.name'], action: ['what'] } }
  expect(read({ who: [{ name: 'eve' }], user: 'anna', what: 7 }, settings)).toMatchObject({
    actor: 'eve',
    action: '7',
  })
})

test('what belongs to nobody, or would be kept for ever, is refused by name', () => {
  expect(read({ customer: 'Niemand' })).toMatchObject({ refused: 'customer-unknown' })
  expect(read({ data_type: 'traffic', purpose: 'proof' })).toMatchObject({ refused: 'kind-unknown' })
  expect(read({}, { dataType: 'traffic', purpose: 'billing' })).toMatchObject({
    class: 2,
    organisation: provider,
  })
})

test('a source of one customer is refused any other, in the words for one that is unknown', () => {
  const [settings, other] = [{ customer, customerFixed: true }, 'Praxis Winter']
  const find = (name: string) => (name === other ? 'another' : findCustomer(name))
  const readAs = (by: Partial<SourceSettings>, body: object, finder: FindCustomer = find) => {
    const source = sourceWith()
    const as = { ...source, settings: { ...source.settings, ...by } }
    return readEvent({ body, at: null, key: null } as EventDraft, as, finder, now)
  }
  expect(readAs({ customer }, { customer: other })).toMatchObject({ organisation: 'another' })
  expect(readAs(settings, { customer: other })).toMatchObject({ refused: 'customer-unknown' })
  expect(readAs(settings, { customer: other })).toEqual(readAs(settings, { customer: other }, () => null))
  expect(readAs({ customerFixed: true }, { customer: other })).toMatchObject({ refused: 'customer-unknown' })
  for (const body of [{}, { customer: 'Kanzlei Sommer' }])
    expect(readAs(settings, body)).toMatchObject({ organisation: customer })
})

test.each([
  ['none', {}, flag.timeMissing | flag.unmapped],
  ['nonsense', { time: 'gestern', user: 'a' }, flag.timeMissing],
  ['the year 9999', { time: '9999-12-31T23:59:59Z', user: 'a' }, flag.future],
  ['before there were such systems', { time: 1, user: 'a' }, flag.timeMissing],
])('a time that is %s is the time of receipt, and says so', (_, body, flags) => {
  expect(read(body)).toMatchObject({ at: now, flags })
})

test('a time within the allowance is believed, one long ago is late', () => {
  expect(read({ time: now + 4 * 60_000, user: 'a' })).toMatchObject({ at: now + 4 * 60_000, flags: 0 })
  expect(read({ time: now - 2 * 3_600_000, user: 'a' })).toMatchObject({ flags: flag.late })
})

test('seconds, milliseconds, microseconds and nanoseconds are told apart by their size', () => {
  for (const unit of [1e-3, 1, 1e3, 1e6]) expect(asTime(now * unit)).toBeCloseTo(now, -1)
  expect(asTime(String(now))).toBe(now)
})

test.each([
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::FFFF:a00:1', '10.0.0.1'],
  ['2001:DB8::0:1', '2001:db8::1'],
  ['10.0.0.1', '10.0.0.1'],
  ['fe80::1%eth0', null],
  ['10.0.0.1/32', null],
])('the address %s is kept as %s', (ip, address) => expect(read({ ip })).toMatchObject({ address }))

test('whatever comes, the columns can be stored: bounded words, a real address, a time that is one', () => {
  const values = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant('fe80::1%eth0'),
  )
  const names = fc.constantFrom('time', 'user', 'action', 'ip', 'session', 'status', 'target', 'data')
  fc.assert(
    fc.property(fc.dictionary(names, values), fc.oneof(fc.double(), fc.constant(null)), (body, at) => {
      const seen = read(body, {}, at)
      if ('refused' in seen) return
      expect(Number.isFinite(new Date(seen.at).getTime())).toBe(true)
      expect(Math.abs(seen.at - now) < 1e13).toBe(true)
      for (const words of [seen.actor, seen.action, seen.target, seen.session])
        if (words !== null) expect(words).toMatch(/^[^\0]{1,200}$/su)
      if (seen.address !== null) expect(seen.address).not.toContain('%')
    }),
    { numRuns: 500 },
  )
})
