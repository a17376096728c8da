import { domainToASCII } from 'node:url'
import { Problem } from '../../../kernel/problem.ts'

const emailCharactersMax = 254
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/

/**
 * The one spelling of an address: lower case, domain in ASCII (UTS 46). Letters outside ASCII before the @ are refused:
 * look-alikes would make two accounts of one name. Throws a Problem that says what to correct.
 */
export function normaliseEmail(typed: string): string {
  const trimmed = typed.trim()
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, at).toLowerCase()
  const domain = domainToASCII(trimmed.slice(at + 1)).toLowerCase()
  const email = `${local}@${domain}`
  const wrong =
    at < 1 || domain === '' || !domain.includes('.') || domain.includes(':') || !localPart.test(local)
  if (wrong || email.length > emailCharactersMax || /^\.|\.\.|\.$/.test(local)) {
    throw new Problem('bad-request', 'email-malformed', {
      de: 'Das ist keine E-Mail-Adresse, die wir erreichen können. Schreiben Sie sie in der Form name@firma.de, vor dem @ ohne Umlaute.',
      en: 'This is not an e-mail address that we can reach. Write it as name@company.com, with plain letters before the @.',
    })
  }
  return email
}

/** What stands after the @. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)
