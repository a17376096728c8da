import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { notify, type Notice } from '../people/notify.ts'
import { identityWriter } from '../tables.ts'
import type { Account } from './account.ts'

/** Tells somebody of a sign-in from a browser that was not seen before. */
export async function notifyNewDevice(
  tx: Writer,
  platform: Platform,
  account: Account,
  way: string,
  { agent, address }: RequestFacts,
): Promise<void> {
  await notify(tx, platform, account, { kind: 'new-device', way, agent, address })
}

/** Tells somebody that the password was changed by its owner, or reset by a link. */
export async function notifyPasswordChanged(
  tx: Writer,
  platform: Platform,
  account: Account,
  how: 'changed' | 'reset',
  { agent, address }: RequestFacts,
): Promise<void> {
  await notify(tx, platform, account, { kind: 'password-changed', how, agent, address })
}

/** Tells somebody that one of the recovery codes opened the account: fewer are left, and perhaps it was not their owner. */
export async function notifyRecoveryCodeUsed(
  tx: Writer,
  platform: Platform,
  account: Account,
  { agent, address }: RequestFacts,
): Promise<void> {
  await notify(tx, platform, account, { kind: 'recovery-code-used', agent, address })
}

/** Mails the link that was asked for. */
export async function notifyPasswordReset(
  tx: Writer,
  platform: Platform,
  account: Account,
  secret: string,
  { agent, address }: RequestFacts,
): Promise<void> {
  await notify(tx, platform, account, { kind: 'password-reset', secret, agent, address })
}

/** Alarms every administrator: somebody came in past the required identity provider, by the emergency account. */
export async function notifyAlarm(
  tx: Writer,
  platform: Platform,
  account: Account,
  { agent, address }: RequestFacts,
): Promise<void> {
  const notice = { kind: 'break-glass-used', account: account.name, agent, address } as const
  await notifyAdmins(tx, platform, account.organisation, notice, account.id)
}

/** Tells every administrator that single sign-on was changed, and by whom. */
export async function notifySignOnChanged(
  tx: Writer,
  platform: Platform,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
  {
    actor,
    ...what
  }: Pick<Extract<Notice, { kind: 'sign-on-changed' }>, 'change' | 'connection'> & { readonly actor: Actor },
  { agent, address }: RequestFacts,
): Promise<void> {
  const by =
    actor.kind !== 'person'
      ? undefined
      : await identityWriter(tx)
          .selectFrom('identity.person')
          .select(['id', 'name'])
          .where('id', '=', actor.personId)
          .executeTakeFirst()
  const notice = { kind: 'sign-on-changed', ...what, by: by?.name ?? null, agent, address } as const
  await notifyAdmins(tx, platform, organisation, notice, by?.id ?? null)
}

/** Tells every administrator that a certificate of their identity provider will end. */
export const notifyCertificateEnds = (
  tx: Writer,
  platform: Platform,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
  certificate: Omit<Extract<Notice, { kind: 'certificate-ends' }>, 'kind'>,
): Promise<void> =>
  notifyAdmins(tx, platform, organisation, { kind: 'certificate-ends', ...certificate }, null)

const adminsMax = 50

async function notifyAdmins(
  tx: Writer,
  platform: Platform,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
  notice: Notice,
  about: string | null,
): Promise<void> {
  const roles = organisation.kind === 'provider' ? ['owner', 'security'] : ['admin']
  const admins = await identityWriter(tx)
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language'])
    .where('organisation_id', '=', organisation.id)
    .where('state', '=', 'active')
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .limit(adminsMax)
    .execute()
  for (const admin of admins) await notify(tx, platform, admin, notice, about)
}
