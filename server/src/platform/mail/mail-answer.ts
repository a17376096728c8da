import type { NodemailerError } from 'nodemailer'

/** What became of a message that was handed to the mail server. */
export type MailAnswer =
  | { readonly kind: 'sent' }
  /** The server takes mail, but not this message. `permanent`: not later either (RFC 5321: 5yz). */
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly reason: string }
  /** No server, or one that takes nothing from us: the next message would fare no better. */
  | { readonly kind: 'unreachable'; readonly reason: string }

const reasonCharactersMax = 300
/** Commands that are about this message; a refusal before them is about us. */
const aboutMessage = new Set(['RCPT TO', 'DATA'])

/** Node's words for a handshake that failed and a certificate that was refused. */
const ofTls = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO$)/

/** Sorts out why a message was not taken. The reason is one line of plain characters; it names no secret. */
export function answerOf(error: unknown): Exclude<MailAnswer, { kind: 'sent' }> {
  const { code, originalCode, command, responseCode, permanent, response, message } = error as NodemailerError
  const unusable = code === 'EENVELOPE' && command === 'API'
  if (unusable) return { kind: 'refused', permanent: true, reason: oneLine(message) }
  if (responseCode !== undefined && aboutMessage.has(command ?? '')) {
    return { kind: 'refused', permanent: permanent === true, reason: oneLine(response ?? message) }
  }
  const stage = ofTls.test(originalCode ?? '') ? 'ETLS' : code
  return { kind: 'unreachable', reason: oneLine(reasonOf(stage, command, response, message)) }
}

const stages: Readonly<Record<string, string>> = {
  EAUTH: 'sign-in to the mail server failed',
  EDNS: 'the name of the mail server is not found',
  ETLS: 'no trusted encrypted connection to the mail server',
  ETIMEDOUT: 'the mail server does not answer in time',
  EABORT: 'the mail server does not answer in time',
  ECONNECTION: 'the connection to the mail server broke',
  ESOCKET: 'no connection to the mail server',
}

function reasonOf(code = '', command = '', response = '', message = ''): string {
  const stage =
    stages[code] ?? `the mail server takes no mail from us${command === '' ? '' : ` (${command})`}`
  return `${stage}: ${response || message}`
}

/** Control characters, line breaks included, become spaces. */
export function oneLine(words: string): string {
  return words
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, reasonCharactersMax)
}
