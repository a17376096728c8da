import { randomBytes } from 'node:crypto'
import type { PasswordProblemCode } from './rules.ts'

/** A password to try, and why it must be refused; null: it must be accepted. */
export interface PasswordTrial {
  readonly password: string
  readonly refusedFor: PasswordProblemCode | null
}

/** Well known for decades, each of 15 characters or more: every list of stolen passwords contains them. */
const stolen = [
  'passwordpassword',
  'qwertyuiopasdfghjkl',
  'qwerty123456789',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde34rfv',
]

/**
 * Passwords for a check to try on the running installation, by the rules that it promises: each must be refused, at least for
 * its reason. The last must be accepted: an installation that refuses everything proves nothing. `minimum` is at most 64
 * characters; `context` is what the throw-away account is called.
 */
export function generatedRefusals(minimum: number, context: readonly string[]): PasswordTrial[] {
  const random = randomBytes(256).toString('base64url')
  const name = context.find((word) => word.length >= 5) ?? 'nachweis'
  const refused = (refusedFor: PasswordProblemCode, ...passwords: string[]) =>
    passwords.map((password) => ({ password, refusedFor }))
  return [
    ...refused('too-short', random.slice(0, minimum - 1)),
    ...refused('too-long', random.slice(0, 257)),
    ...refused('breached', ...stolen, ...stolen.map((word) => word.toUpperCase()), `${stolen[0]}2026!`),
    ...refused('predictable', 'a'.repeat(minimum), 'xyz'.repeat(minimum)),
    ...refused('context', `${name}-${name}-2026`.padEnd(minimum, '!')),
    { password: random.slice(0, Math.max(minimum, 20)), refusedFor: null },
  ]
}
