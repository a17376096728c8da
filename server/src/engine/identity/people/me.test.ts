import { expect, it } from 'vitest'
import { noticesFor } from './me.ts'

const factors = { password: true, totp: 1, passkeys: 0, recoveryCodesLeft: 10 }
const codes = (
  change: Partial<typeof factors>,
  rule: { required?: boolean; enrolment?: boolean } = {},
): string[] =>
  noticesFor({ ...factors, ...change }, { required: false, enrolment: false, ...rule }).map(
    ({ code }) => code,
  )

it('says what is owed, what is advised and what runs low', () => {
  expect(codes({})).toEqual([])
  expect(codes({ totp: 0 })).toEqual(['second-factor-encouraged'])
  expect(codes({ totp: 0 }, { required: true })).toEqual(['second-factor-owed'])
  expect(codes({ totp: 0, password: false }, { enrolment: true })).toEqual(['second-factor-owed'])
  expect(codes({ totp: 0, password: false }, { required: true })).toEqual([])
  expect(codes({ totp: 0, passkeys: 1 })).toEqual([])
  expect(codes({ recoveryCodesLeft: 0 })).toEqual(['recovery-codes-missing'])
  expect(codes({ recoveryCodesLeft: 3 })).toEqual(['recovery-codes-low'])
  expect(codes({ recoveryCodesLeft: 4 })).toEqual([])
})

it('counts in the grammar of both languages', () => {
  const [one] = noticesFor({ ...factors, recoveryCodesLeft: 1 }, { required: true, enrolment: false })
  expect(one?.text.de).toContain('nur noch einen Wiederherstellungscode.')
  expect(one?.text.en).toContain('only one recovery code left')
})
