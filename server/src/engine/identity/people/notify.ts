import type { Role } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { queueMail } from '../../notifications/index.ts'
import { identityWriter } from '../tables.ts'
import type { Person } from './find.ts'
import { makeLink } from './links.ts'
import { mailFor } from './mails.ts'

/** From where something was done: User-Agent and network address of the request. */
export interface Whence {
  readonly agent: string
  readonly address: string
}

/** What people are told by mail about their account. `secret`: of the link that the mail carries (see links.ts). */
export type Notice =
  | {
      readonly kind: 'invitation'
      readonly organisation: string
      readonly inviter: string | null
      readonly roles: readonly Role[]
      readonly secret: string
    }
  /** The mailbox has an account elsewhere here: only its owner learns so, never the inviter. */
  | { readonly kind: 'account-exists'; readonly organisation: string; readonly inviter: string | null }
  | ({ readonly kind: 'password-reset'; readonly secret: string } & Whence)
  /** `way`: of the session, e.g. `password+totp`. */
  | ({ readonly kind: 'new-device'; readonly way: string } & Whence)
  | ({ readonly kind: 'password-changed'; readonly how: 'changed' | 'reset' } & Whence)
  | ({
      readonly kind: 'factor-added' | 'factor-removed'
      readonly factor: 'totp' | 'passkey'
      readonly label: string
    } & Whence)
  | ({ readonly kind: 'recovery-codes-made' | 'recovery-code-used' | 'factors-reset' } & Whence)
  | ({
      readonly kind: 'token-created'
      readonly owner: 'personal' | 'service'
      readonly name: string
      readonly scopes: readonly string[]
      /** ms since the epoch. */
      readonly expiresAt: number
    } & Whence)
  | ({ readonly kind: 'break-glass-used'; readonly account: string } & Whence)
  /** `ends`: ms since the epoch. */
  | {
      readonly kind: 'certificate-ends'
      readonly connection: string
      readonly subject: string
      readonly ends: number
    }
  | ({
      readonly kind: 'sign-on-changed'
      readonly change: 'connected' | 'changed' | 'removed' | 'enforced' | 'no-longer-enforced'
      readonly connection: string
      readonly by: string | null
    } & Whence)

export type Recipient = Pick<Person, 'id' | 'name' | 'email' | 'language'>

/**
 * Queues a notice in the caller's transaction: it is sent if, and only if, the change happens. Its "this was not me" is
 * about the person `about`, who is the recipient unless somebody else is told; null: nobody's, and the link leads to the
 * console.
 */
export async function notify(
  tx: Writer,
  platform: Platform,
  to: Recipient,
  notice: Notice,
  about: string | null = to.id,
): Promise<void> {
  const { organisationId, organisation, throwaway } = await identityWriter(tx)
    .selectFrom('identity.person as person')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'person.organisation_id')
    .select([
      'organisation.id as organisationId',
      'organisation.name as organisation',
      'organisation.throwaway',
    ])
    .where('person.id', '=', to.id)
    .executeTakeFirstOrThrow()
  // The people of our own checks have no mailboxes.
  if (throwaway) return
  const notMe = about === null ? null : await makeLink(tx, 'not-me', about, platform.clock.now())
  const { name, email: recipient, language, id: personId } = to
  await mailFor(platform, { name, organisation, notMe }, notice, (template, values, usefulUntil) =>
    queueMail(platform, tx, {
      template,
      values,
      recipient,
      language,
      organisationId,
      personId,
      ...(usefulUntil === undefined ? {} : { usefulUntil }),
    }),
  )
}
