import { sql } from 'kysely'
import type { Text } from 'nachweis-verify'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { makeLink } from '../people/links.ts'
import { notify, type Notice } from '../people/notify.ts'
import { identityWriter } from '../tables.ts'
import type { Account } from './account.ts'

/** Tells somebody of a sign-in from a browser that was not seen before. */
export async function notifyNewDevice(
  tx: Writer,
  platform: Platform,
  account: Account,
  { agent, address }: RequestFacts,
): Promise<void> {
  const notMe = await makeLink(tx, 'not-me', account.id, platform.clock.now())
  await notify(tx, platform, account, { kind: 'new-device', agent, address, notMe })
}

/** Tells somebody that the password was changed. */
export async function notifyPasswordChanged(
  tx: Writer,
  platform: Platform,
  account: Account,
  { agent, address }: RequestFacts,
): Promise<void> {
  const notMe = await makeLink(tx, 'not-me', account.id, platform.clock.now())
  await notify(tx, platform, account, { kind: 'password-changed', agent, address, notMe })
}

/** Mails the link that was asked for. */
export async function notifyPasswordReset(
  tx: Writer,
  platform: Platform,
  account: Account,
  secret: string,
): Promise<void> {
  await notify(tx, platform, account, { kind: 'password-reset', secret })
}

/** Alarms every administrator: somebody came in past the required identity provider, by the emergency account. */
export async function notifyAlarm(
  tx: Writer,
  platform: Platform,
  account: Account,
  { address }: RequestFacts,
): Promise<void> {
  await notifyAdmins(tx, platform, account.organisation, {
    kind: 'break-glass-used',
    person: account.name,
    address,
  })
}

/** Tells every administrator that single sign-on was changed. */
export async function notifySignOnChanged(
  tx: Writer,
  platform: Platform,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
  change: Text,
  by: string | null,
): Promise<void> {
  await notifyAdmins(tx, platform, organisation, { kind: 'sign-on-changed', change, by })
}

const adminsMax = 50

async function notifyAdmins(
  tx: Writer,
  platform: Platform,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
  notice: Notice,
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
  for (const admin of admins) await notify(tx, platform, admin, notice)
}
