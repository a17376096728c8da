import { expect, it } from 'vitest'
import { answerOf } from './mail-answer.ts'

const error = (fields: object) => Object.assign(new Error('words of the library'), fields)
const reply = (code: string, command: string, response: string) => {
  const responseCode = Number(response.slice(0, 3))
  return error({ code, command, response, responseCode, permanent: responseCode >= 500 })
}

it.each([
  ['an unknown recipient', reply('EENVELOPE', 'RCPT TO', '550 5.1.1 no such user'), true],
  ['a full mailbox', reply('EENVELOPE', 'RCPT TO', '452 4.2.2 full'), false],
  ['refused content', reply('EMESSAGE', 'DATA', '554 5.7.1 spam'), true],
  ['a disk that is full after DATA', reply('EMESSAGE', 'DATA', '452 4.3.1 no space'), false],
  ['an address that is none', error({ code: 'EENVELOPE', command: 'API' }), true],
])('takes %s as said about this message', (_, given, permanent) => {
  expect(answerOf(given)).toMatchObject({ kind: 'refused', permanent })
})

it.each([
  ['a wrong password', reply('EAUTH', 'AUTH PLAIN', '535 5.7.8 no'), /sign-in .*535/],
  ['a sender that is not ours', reply('EENVELOPE', 'MAIL FROM', '550 not you'), /MAIL FROM.*550 not you/],
  ['a server that is full', reply('EPROTOCOL', 'CONN', '421 busy'), /421 busy/],
  ['a certificate that nobody knows', error({ code: 'ETLS', command: 'STARTTLS' }), /no trusted encrypted/],
  ['no server', error({ code: 'ESOCKET', command: 'CONN' }), /no connection/],
  ['something unexpected', 'a string', /takes no mail/],
])('takes %s as said about all of them', (_, given, reason) => {
  const answer = answerOf(given)
  expect(answer.kind).toBe('unreachable')
  expect(answer.reason).toMatch(reason)
})

it('tells the reason in one short line without control characters', () => {
  const hostile = `550 <b>\r\n250 OK\u0000\u202e ${'x'.repeat(5_000)}`
  const { reason } = answerOf(reply('EENVELOPE', 'RCPT TO', hostile))
  expect(reason).toMatch(/^550 <b> 250 OK x+$/)
  expect(reason.length).toBe(300)
})
