import { Problem } from '../../kernel/problem.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { noSuchMail } from './list-mails.ts'
import { bodyGone } from './open-mail.ts'
import { giveUpAfterMs } from './queue-mail.ts'
import { notificationsWriter } from './tables.ts'

/** Queues a mail anew that failed or was not sent. Throws a Problem that says why it cannot be. */
export async function retryMail(
  { clock, configuration }: Pick<Platform, 'clock' | 'configuration'>,
  tx: Writer,
  id: string,
): Promise<Recorded<{ id: string; state: 'queued' }>> {
  const now = clock.now()
  const row = await notificationsWriter(tx)
    .selectFrom('notifications.mail')
    .select(['state', 'template', 'useful_until', 'sealed_body'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noSuchMail()
  if (row.state === 'queued' || row.state === 'sent') throw notUnsent()
  if (row.sealed_body === null) throw bodyGone()
  if (row.useful_until !== null && row.useful_until.getTime() <= now) throw outdated()
  if (configuration().mail === undefined) throw noServer()
  await notificationsWriter(tx)
    .updateTable('notifications.mail')
    .set({
      state: 'queued',
      tries: 0,
      next_try_at: new Date(now),
      give_up_at: new Date(now + giveUpAfterMs),
      ended_at: null,
    })
    .where('id', '=', id)
    .execute()
  const data = { mail: id, template: row.template }
  return recorded([{ type: 'notifications.mail-retried', data, disclosed: false }], { id, state: 'queued' })
}

const notUnsent = () =>
  new Problem('conflict', 'mail-not-failed', {
    de: 'Diese Mail ist versendet oder wartet schon auf den Versand.',
    en: 'This mail was sent, or is waiting to be sent already.',
  })

const outdated = () =>
  new Problem('gone', 'mail-outdated', {
    de: 'Der Link in dieser Mail gilt nicht mehr. Lösen Sie den Vorgang neu aus, dann entsteht eine neue Mail.',
    en: 'The link in this mail has run out. Start the matter anew, then a new mail is made.',
  })

const noServer = () =>
  new Problem('conflict', 'no-mail-server', {
    de: 'Es ist kein Mailserver eingetragen. Tragen Sie ihn in nachweis.yaml unter "mail" ein.',
    en: 'There is no mail server. Configure one in nachweis.yaml under "mail".',
  })
