import { setTimeout as wait } from 'node:timers/promises'
import type { MailAnswer } from '../../platform/mail/mail-answer.ts'
import { openMailServer, type MailServer, type MailSettings } from '../../platform/mail/mail-server.ts'
import type { Platform } from '../../platform/platform.ts'
import { openBody } from './mail-body.ts'
import { giveUpOutdated, settleMail, takeMail, type TakenMail } from './next-mail.ts'
import { notificationsWriter } from './tables.ts'

const workersMax = 4
const mailsPerWorkerMax = 1_000
/** A message under way may end before a stop cuts it off: nothing is sent twice without need. */
const stopGraceMs = 5_000

/** Hands every due mail to the mail server. Stops at a server that takes nothing; without one the mails are not sent. */
export async function deliverMails(platform: Platform, signal: AbortSignal): Promise<void> {
  const { mail: settings } = platform.configuration()
  if (settings === undefined) return markNotSent(platform)
  await giveUpOutdated(platform)
  const cut = new AbortController()
  signal.addEventListener('abort', () => {
    void wait(stopGraceMs, undefined, { ref: false }).then(() => cut.abort())
  })
  const open = once(() => openMailServer(settings, platform.environment.dataDir))
  let reachable = true
  const work = async () => {
    for (let count = 0; count < mailsPerWorkerMax && reachable && !signal.aborted; count++) {
      const mail = await takeMail(platform)
      if (!mail) return
      const answer = await send(platform, open, settings, mail, cut.signal)
      await settleMail(platform, mail, answer)
      if (answer.kind === 'unreachable') reachable = false
      if (answer.kind !== 'sent')
        platform.telemetry.warn('mail not sent', { mail: mail.id, try: mail.tries, problem: answer.kind })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: workersMax }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function send(
  platform: Platform,
  open: () => Promise<MailServer>,
  settings: MailSettings,
  mail: TakenMail,
  signal: AbortSignal,
): Promise<MailAnswer> {
  const body = bodyOf(platform, mail)
  if (body === null)
    return { kind: 'refused', permanent: true, reason: 'its sealed body cannot be opened any more' }
  let server: MailServer
  try {
    server = await open()
  } catch (error) {
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) }
  }
  const { provider } = platform.configuration()
  return server.send(
    {
      from: { name: provider.name, address: settings.from },
      to: mail.recipient,
      subject: mail.subject,
      ...body,
      language: mail.language,
      messageId: `${mail.id}@${settings.from.slice(settings.from.lastIndexOf('@') + 1)}`,
    },
    signal,
  )
}

function bodyOf({ keys, telemetry }: Platform, { id, sealedBody }: TakenMail) {
  try {
    return sealedBody === null ? null : openBody(keys, id, sealedBody)
  } catch (error) {
    telemetry.error('the body of a mail cannot be opened', error, { mail: id })
    return null
  }
}

/** What still waits when the mail server is taken out of the configuration. */
async function markNotSent({ clock, database }: Platform): Promise<void> {
  await database.transaction((tx) =>
    notificationsWriter(tx)
      .updateTable('notifications.mail')
      .set({ state: 'not-sent', ended_at: new Date(clock.now()) })
      .where('state', '=', 'queued')
      .execute(),
  )
}

/** Files are read at the first mail of a run, not at every look into an empty queue. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= work())
}
