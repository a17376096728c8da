import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { notify, type Recipient } from '../people/notify.ts'
import { identityWriter } from '../tables.ts'

/** Tells somebody that a factor of theirs was added or removed (ASVS 6.3.7). */
export async function notifyFactor(
  tx: Writer,
  platform: Platform,
  personId: string,
  changed: {
    readonly change: 'added' | 'removed'
    readonly kind: 'totp' | 'passkey'
    readonly label: string
  },
  { agent, address }: RequestFacts,
): Promise<void> {
  const { change, kind: factor, label } = changed
  const to = await recipient(tx, personId)
  await notify(tx, platform, to, { kind: `factor-${change}`, factor, label, agent, address })
}

/** Tells somebody that new recovery codes took the place of the old ones. */
export async function notifyRecoveryCodes(
  tx: Writer,
  platform: Platform,
  personId: string,
  { agent, address }: RequestFacts,
): Promise<void> {
  const to = await recipient(tx, personId)
  await notify(tx, platform, to, { kind: 'recovery-codes-made', agent, address })
}

const recipient = (tx: Writer, personId: string): Promise<Recipient> =>
  identityWriter(tx)
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
