import { expect, test } from 'vitest'
import type { PasswordTried, StaffObserved } from '../observe.ts'
import { judgePasswords } from './passwords.ts'
import { judgeStaff } from './second-factor.ts'

const tried = (refusedFor: string | null, taken: boolean, characters = 20): PasswordTried => ({
  characters,
  refusedFor,
  taken,
  reason: null,
})
const whole = [tried('too-short', false, 11), tried('breached', false), tried(null, true)]
const passwords = (...changed: PasswordTried[]) => judgePasswords({ tried: changed }, { characters: 12 })

test('passwords: all bad ones refused, a good one taken', () => {
  expect(passwords(...whole)).toMatchObject({ verdict: 'holds', population: { checked: 2, total: 2 } })
})

test('passwords: one bad one taken fails', () => {
  expect(passwords(...whole, tried('context', true))).toMatchObject({
    verdict: 'fails',
    population: { checked: 2, total: 3 },
  })
})

test.each([
  ['the good one was refused', [tried('too-short', false, 11), tried('breached', false), tried(null, false)]],
  [
    'nothing one character short was tried',
    [tried('too-short', false, 9), tried('breached', false), tried(null, true)],
  ],
  ['nothing leaked was tried', [tried('too-short', false, 11), tried(null, true)]],
])('passwords: says nothing when %s', (_, given) => expect(passwords(...given).verdict).toBe('unknown'))

test('staff: every pathway, and nothing usable before the second factor', () => {
  const observed: StaffObserved = {
    tries: [
      { pathway: 'password', attempt: 'none', admitted: false, status: 200, reason: null },
      { pathway: 'totp', attempt: 'right', admitted: true, status: 200, reason: null },
    ],
    owing: { next: 'enrol', refused: 4, called: 4 },
  }
  expect(judgeStaff(observed)).toMatchObject({ verdict: 'holds', population: { checked: 5, total: 5 } })
  expect(judgeStaff({ ...observed, owing: { next: 'enrol', refused: 3, called: 4 } }).code).toBe(
    'usable-without',
  )
  expect(judgeStaff({ ...observed, owing: { next: 'done', refused: 4, called: 4 } }).verdict).toBe('fails')
  const open = observed.tries.map((each) => ({ ...each, admitted: true }))
  expect(judgeStaff({ ...observed, tries: open }).verdict).toBe('fails')
})
