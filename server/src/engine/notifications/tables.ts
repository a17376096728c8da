import type { Generated, Kysely, Transaction } from 'kysely'
import type { Language } from '../../kernel/language.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import type { MailState } from './contract.ts'

interface NotificationsTables {
  'notifications.mail': {
    id: string
    recipient: string
    language: Language
    template: string
    subject: string
    /** See mail-body.ts. */
    sealed_body: Uint8Array | null
    state: MailState
    tries: Generated<number>
    next_try_at: Date
    give_up_at: Date
    useful_until: Date | null
    last_problem: string | null
    created_at: Date
    ended_at: Date | null
    organisation_id: string | null
    person_id: string | null
  }
}

/** The tables of this module, to read. */
export const notificationsReader = (reader: Reader) => reader as unknown as Kysely<NotificationsTables>
/** The tables of this module, in a transaction. */
export const notificationsWriter = (tx: Writer) => tx as unknown as Transaction<NotificationsTables>
