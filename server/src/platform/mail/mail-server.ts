import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Configuration } from '../config/configuration.ts'
import { trustedAuthorities } from '../net/tls/authorities.ts'
import { answerOf, type MailAnswer } from './mail-answer.ts'

/** One message to one address. `messageId` without angle brackets; the same for every try, so that a double is seen as one. */
export interface MailMessage {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: string
  readonly messageId: string
}

/** The SMTP server of the configuration (RFC 5321). */
export interface MailServer {
  /** Hands a message over and says what became of it; never throws. An aborted signal cuts the connection. */
  send(message: MailMessage, signal: AbortSignal): Promise<MailAnswer>
}

export type MailSettings = NonNullable<Configuration['mail']>

const connectMs = 10_000
const greetingMs = 30_000
/** Servers look at a message before they confirm it; a shorter wait would make doubles. */
const silenceMs = 120_000
const sendMs = 180_000
const replyBytesMax = 64 * 1024

/**
 * Prepares sending as configured; connects only with each message. Relative file names start at `dataDir`. Throws an Error
 * that names the setting when a file cannot be read.
 */
export async function openMailServer(settings: MailSettings, dataDir: string): Promise<MailServer> {
  const read = (setting: string, file: string) =>
    readFile(resolve(dataDir, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new Error(`mail.${setting} cannot be read (${error.code ?? 'unknown'})`)
    })
  const { username, passwordFile, authorityFile } = settings
  const password = passwordFile === undefined ? null : await read('passwordFile', passwordFile)
  const authority = authorityFile === undefined ? [] : [await read('authorityFile', authorityFile)]
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    // Without it a server that offers no sign-in would be sent to without one.
    forceAuth: username !== undefined,
    ...(username === undefined ? {} : { auth: { user: username, pass: (password ?? '').trimEnd() } }),
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ca: [...trustedAuthorities(), ...authority],
      ...(isIP(settings.host) === 0 ? { servername: settings.host } : {}),
    },
    connectionTimeout: connectMs,
    dnsTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
    maxResponseSize: replyBytesMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(message, signal) {
      try {
        await transport.sendMail({
          ...composed(message),
          signal: AbortSignal.any([signal, AbortSignal.timeout(sendMs)]),
        })
        return { kind: 'sent' }
      } catch (error) {
        return answerOf(error)
      }
    },
  }
}

/** The envelope is given apart: what an address in a header could mean does not matter. */
function composed({ from, to, subject, text, html, language, messageId }: MailMessage) {
  return {
    from,
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    // RFC 3834: nobody's absence note shall answer.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  }
}
