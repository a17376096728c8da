import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { holdPerson, type OwnCall } from './add-factor.ts'
import { noSuchFactor, tables, type FactorKind } from './factor-kind.ts'
import { factorsOf } from './list.ts'
import { notifyFactor } from './notices.ts'
import { dropRecoveryCodes } from './recovery-codes.ts'

/**
 * Removes one of the caller's factors; with the last one the recovery codes go too. Throws a Problem for the last second
 * factor where one is required, and for a passkey that is the only way in.
 */
export async function removeFactor(
  tx: Writer,
  platform: Platform,
  { actor, request }: OwnCall,
  { kind, id }: { readonly kind: FactorKind; readonly id: string },
): Promise<Recorded<object>> {
  const { personId, organisation } = actor
  await holdPerson(tx, personId)
  const row = await identityWriter(tx)
    .deleteFrom(tables[kind])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .returning('label')
    .executeTakeFirst()
  if (!row) throw noSuchFactor()
  const left = await factorsOf(tx, personId)
  if (!left.hasSecond) {
    if (await requiresSecond(tx, organisation)) throw lastSecondFactor()
    await dropRecoveryCodes(tx, personId)
  }
  if (left.passkeys === 0 && !left.password && !(await hasExternal(tx, personId))) throw lastWayIn()
  const removed = { kind: kind === 'totp' ? 'totp' : 'passkey', id, label: row.label } as const
  await notifyFactor(tx, platform, personId, { change: 'removed', ...removed }, request)
  const concern = { actor, organisation: organisation.id, person: personId, now: platform.clock.now() }
  const data = { kind: removed.kind, factor: id, label: row.label }
  return changed(tx, concern, [{ type: 'identity.factor-removed', data }], {})
}

/** Whether people of this organisation must have a second factor: staff always, others as their administrators say. */
export async function requiresSecond(
  reader: Reader,
  organisation: { readonly id: string; readonly kind: 'provider' | 'customer' },
): Promise<boolean> {
  if (organisation.kind === 'provider') return true
  const row = await identityReader(reader)
    .selectFrom('identity.organisation')
    .select('second_factor')
    .where('id', '=', organisation.id)
    .executeTakeFirst()
  return row?.second_factor === 'required'
}

async function hasExternal(tx: Writer, personId: string): Promise<boolean> {
  const row = await identityWriter(tx)
    .selectFrom('identity.external_identity')
    .select('provider')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const lastSecondFactor = () =>
  new Problem('conflict', 'last-second-factor', {
    de: 'Das ist Ihr letzter zweiter Faktor, und Ihre Organisation verlangt einen. Richten Sie zuerst einen anderen ein.',
    en: 'This is your last second factor, and your organisation requires one. Set up another one first.',
  })

const lastWayIn = () =>
  new Problem('conflict', 'last-way-in', {
    de: 'Ohne diesen Passkey kämen Sie nicht mehr hinein: Sie haben kein Passwort. Setzen Sie zuerst eines, oder richten Sie einen anderen Passkey ein.',
    en: 'Without this passkey you could not get in any more: you have no password. Set one first, or set up another passkey.',
  })
