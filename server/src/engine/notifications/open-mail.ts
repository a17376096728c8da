import { Problem } from '../../kernel/problem.ts'
import { recorded, type Recorded } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { noSuchMail } from './list-mails.ts'
import { openBody } from './mail-body.ts'
import type { MailContent } from './templates/mail-template.ts'
import { notificationsWriter } from './tables.ts'

/**
 * Opens a mail for somebody who is not its recipient: only while no mail server could bring it, and never unseen, for its
 * links are credentials. Throws a Problem when a server is configured or the body is gone.
 */
export async function openMail(
  { keys, configuration }: Pick<Platform, 'keys' | 'configuration'>,
  tx: Writer,
  id: string,
): Promise<Recorded<MailContent>> {
  const row = await notificationsWriter(tx)
    .selectFrom('notifications.mail')
    .select(['subject', 'template', 'sealed_body'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noSuchMail()
  if (configuration().mail !== undefined) {
    throw new Problem('conflict', 'mail-server-configured', {
      de: 'Seit ein Mailserver eingetragen ist, liest eine Mail nur, wer sie bekommt: Ihre Links sind Zugangsmittel.',
      en: 'Since a mail server is configured, only its recipient reads a mail: its links are credentials.',
    })
  }
  if (row.sealed_body === null) throw bodyGone()
  const data = { mail: id, template: row.template }
  return recorded([{ type: 'notifications.mail-opened', data, disclosed: false }], {
    subject: row.subject,
    ...openBody(keys, id, row.sealed_body),
  })
}

export const bodyGone = () =>
  new Problem('gone', 'mail-body-gone', {
    de: 'Der Inhalt dieser Mail ist nicht mehr da: Er wird nach dem Versand gelöscht, ohne Versand nach sieben Tagen.',
    en: 'The content of this mail is gone: it is deleted once the mail was sent, or seven days after it was not.',
  })
