import { expect, it } from 'vitest'
import { securityTxt } from '../../../../trust-page/twins/texts.ts'
import { judgeReportable } from './reportable.ts'

const now = Date.parse('2026-11-23T00:00:00Z')
const judge = (text: string, status = 200, contentType = 'text/plain; charset=utf-8') =>
  judgeReportable({ status, contentType, text }, { days: 30 }, now).code

const good = 'Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\n'

it('accepts what our own page says', () => {
  expect(judge(securityTxt('a@b.example', 'https://x.example', now))).toBe('contact-found')
  expect(judge(securityTxt('https://x.example/report', 'https://x.example', now))).toBe('contact-found')
})

it.each([
  ['a missing file', '', 404, 'text/plain', 'no-file'],
  ['a page in its place', good, 200, 'text/html', 'not-plain-text'],
  ['no contact', 'Expires: 2027-01-01T00:00:00Z\n', 200, 'text/plain', 'no-contact'],
  ['a contact that is none', good.replace('mailto:a@b.example', 'nobody'), 200, 'text/plain', 'no-contact'],
  ['no end', 'Contact: mailto:a@b.example\n', 200, 'text/plain', 'no-expiry'],
  ['two ends', `${good}Expires: 2028-01-01T00:00:00Z\n`, 200, 'text/plain', 'no-expiry'],
  ['an end that is no time', good.replace('2027-01-01T00:00:00Z', 'never'), 200, 'text/plain', 'no-expiry'],
  ['an end in 29 days', good.replace('2027-01-01', '2026-12-22'), 200, 'text/plain', 'expires-soon'],
])('refuses %s', (_, text, status, type, code) => {
  expect(judge(text, status, type)).toBe(code)
})
