import { z } from 'zod'
import { day } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import type { Language } from '../../kernel/language.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { sealBody } from './mail-body.ts'
import { notificationsWriter } from './tables.ts'
import type { MailTemplate } from './templates/mail-template.ts'

/** How long a mail is tried. */
export const giveUpAfterMs = 3 * day

const recipientShape = z.email().max(254)

/** A mail to be queued: a template and what it says. */
export interface NewMail<Given> {
  readonly template: MailTemplate<Given>
  readonly values: Given
  /** One e-mail address, in its normal spelling. */
  readonly recipient: string
  readonly language: Language
  /** Whom the mail is about, so that it is found and erased with them. */
  readonly organisationId: string | null
  readonly personId: string | null
  /** When its link runs out, in ms since the epoch; later it is not sent any more. */
  readonly usefulUntil?: number
}

/**
 * Queues a mail in the caller's transaction: mail and change are there together, or neither. Answers the mail's id. Throws an
 * Error when the recipient is not one address or a value does not fit its kind.
 */
export async function queueMail<Given>(
  platform: Pick<Platform, 'clock' | 'keys' | 'configuration'>,
  tx: Writer,
  mail: NewMail<Given>,
): Promise<string> {
  const { provider, mail: server } = platform.configuration()
  const now = platform.clock.now()
  const id = newId(now)
  const sender = { provider: provider.name, contact: provider.contact }
  const { subject, ...body } = mail.template.render(mail.values, mail.language, sender)
  await notificationsWriter(tx)
    .insertInto('notifications.mail')
    .values({
      id,
      recipient: recipientShape.parse(mail.recipient),
      language: mail.language,
      template: mail.template.name,
      subject,
      sealed_body: sealBody(platform.keys, id, body),
      state: server === undefined ? 'not-sent' : 'queued',
      next_try_at: new Date(now),
      give_up_at: new Date(now + giveUpAfterMs),
      useful_until: mail.usefulUntil === undefined ? null : new Date(mail.usefulUntil),
      last_problem: null,
      created_at: new Date(now),
      ended_at: server === undefined ? new Date(now) : null,
      organisation_id: mail.organisationId,
      person_id: mail.personId,
    })
    .execute()
  return id
}

/** Erases every mail about a person, sent or not, in the caller's transaction. Answers how many there were. */
export async function forgetMailsOf(tx: Writer, personId: string): Promise<number> {
  const result = await notificationsWriter(tx)
    .deleteFrom('notifications.mail')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
