import { expect, test } from 'vitest'
import type { Finding } from '../../../../engine/claims/index.ts'
import { day, hour } from '../../../../kernel/clock.ts'
import { judgeEncrypted } from './encrypted.ts'
import { judgeRestorable } from './restorable.ts'
import { judgeRetention } from './retention.ts'
import { judgeSchedule } from './schedule.ts'
import { judgeSecondPlace, type Copies, type CopyState } from './second-place.ts'
import type { Seal, State } from './state.ts'

const now = Date.parse('2026-06-01T00:00:00Z')
const places = (...ids: string[]) => ids.map((id) => ({ id, takenAt: [now - hour], failure: null }))
const good: Seal = { recipients: 2, opens: true, opensForStrangers: false, files: 2 }
const state: State = {
  newest: { takenAt: now - hour, bytes: 1_400_000 },
  failure: null,
  attempted: true,
  runs: [{ takenAt: now - hour, places: ['a', 'b'] }],
  places: places('a', 'b'),
  hasIdentity: true,
  seals: [good],
}
const short = ({ verdict, code, population }: Finding) =>
  `${verdict} ${code}${population ? ` ${population.checked}/${population.total}` : ''}`

test('schedule: the age decides to the millisecond, and nothing done is not a failure', () => {
  const aged = (ms: number) =>
    short(judgeSchedule({ ...state, newest: { takenAt: now - ms, bytes: 1 } }, { hours: 24 }, now))
  expect(aged(24 * hour)).toBe('holds backed-up')
  expect(aged(24 * hour + 1)).toBe('fails backup-too-old')
  expect(short(judgeSchedule({ ...state, newest: null, attempted: false }, { hours: 24 }, now))).toBe(
    'unknown no-backup-yet',
  )
  expect(short(judgeSchedule({ ...state, newest: null, failure: 'disk-full' }, { hours: 24 }, now))).toBe(
    'fails no-backup-succeeded',
  )
  expect(judgeSchedule({ ...state, failure: 'disk-full' }, { hours: 24 }, now).observed.de).toBe(
    'Die letzte Sicherung gelang am 31.05.2026, 23:00 Uhr (UTC), vor 60 Minuten; sie ist 1,4 MB groß. Verzeichnet: 1 Sicherung seit dem ' +
      '31.05.2026, 23:00 Uhr (UTC). Der letzte Versuch schlug fehl: Auf dem Datenträger war kein Platz mehr.',
  )
})

test('encrypted: one bad file among good ones decides, and what was not read concludes nothing', () => {
  const judged = (...seals: Seal[]) =>
    short(judgeEncrypted({ ...state, seals: [good, ...seals] }, { recipients: 2 }))
  expect(judged()).toBe('holds encrypted 2/2')
  expect(judged({ ...good, opensForStrangers: true, files: 1 })).toBe('fails opens-for-strangers 3/3')
  expect(judged({ ...good, recipients: 1, files: 1 })).toBe('fails too-few-recipients 3/3')
  expect(judged({ ...good, opens: false, files: 1 })).toBe('fails does-not-open 3/3')
  expect(judged({ recipients: null, opens: null, opensForStrangers: null, files: 1 })).toBe(
    'unknown not-all-read 2/3',
  )
  expect(
    short(
      judgeEncrypted({ ...state, hasIdentity: false, seals: [{ ...good, opens: false }] }, { recipients: 2 }),
    ),
  ).toBe('unknown no-identity 2/2')
  expect(short(judgeEncrypted({ ...state, seals: [] }, { recipients: 2 }))).toBe('unknown no-backup-yet 0/0')
})

test('retention: missing and overdue files fail, a place that cannot be read concludes nothing', () => {
  const judged = (changes: Partial<State>) =>
    short(judgeRetention({ ...state, ...changes }, { days: 30 }, now))
  expect(judged({})).toBe('holds kept 2/2')
  expect(judged({ runs: [{ takenAt: now - hour, places: ['a'] }] })).toBe('fails backups-missing 2/2')
  const old = { id: 'b', takenAt: [now - 30 * day - 2 * hour], failure: null }
  expect(judged({ places: [...places('a'), old] })).toBe('fails older-kept 2/2')
  const closed = { id: 'b', takenAt: null, failure: 'place-missing' }
  expect(judged({ places: [...places('a'), closed], runs: [{ takenAt: now - hour, places: ['a'] }] })).toBe(
    'unknown place-not-read 1/2',
  )
  expect(judged({ runs: [], places: places() })).toBe('unknown no-backup-yet')
})

test('second place: only intact files in different places count', () => {
  const at = (id: string) => ({ id, location: null, device: id })
  const judged = (...runs: CopyState[][]) =>
    short(judgeSecondPlace({ places: [at('a'), at('b')], runs } satisfies Copies, { places: 2 }))
  expect(judged(['intact', 'intact'])).toBe('holds copied 2/2')
  expect(judged(['intact', 'intact'], ['intact', 'missing'])).toBe('fails too-few-copies 4/4')
  expect(judged(['intact', 'same'])).toBe('fails too-few-copies 2/2')
  expect(judged(['intact', 'altered'])).toBe('fails copy-altered 2/2')
  expect(judged(['intact', 'unreadable'])).toBe('unknown not-all-read 1/2')
  expect(judged(['missing', 'unreadable'])).toBe('fails too-few-copies 1/2')
  expect(judged()).toBe('unknown no-backup-yet')
  expect(short(judgeSecondPlace({ places: [at('a')], runs: [['intact']] }, { places: 2 }))).toBe(
    'fails too-few-copies 1/2',
  )
})

test('restorable: what says nothing about the backup concludes nothing', () => {
  const refused = (failure: string) => judgeRestorable({ outcome: 'refused', takenAt: now, failure }).verdict
  expect(
    [
      'altered',
      'damaged',
      'file-missing',
      'content-differs',
      'schema-differs',
      'not-loadable',
      'wrong-identity',
    ].map(refused),
  ).toEqual(Array(7).fill('fails'))
  expect(['no-identity', 'no-scratch-database', 'disk-full', 'interrupted', 'failed'].map(refused)).toEqual(
    Array(5).fill('unknown'),
  )
  expect(judgeRestorable({ outcome: 'no-backup' }).verdict).toBe('unknown')
})
