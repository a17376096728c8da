import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import type { SignedIn } from '../gate/step-up.ts'
import { identityWriter } from '../tables.ts'
import { noSuchFactor, tables, type FactorKind } from './factor-kind.ts'

/** Gives one of the caller's factors another name. Throws a Problem when the caller has no such factor. */
export async function renameFactor(
  tx: Writer,
  actor: SignedIn,
  { kind, id, label }: { readonly kind: FactorKind; readonly id: string; readonly label: string },
  now: number,
): Promise<Recorded<object>> {
  const { numUpdatedRows } = await identityWriter(tx)
    .updateTable(tables[kind])
    .set({ label })
    .where('id', '=', id)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw noSuchFactor()
  const concern = { actor, organisation: actor.organisation.id, person: actor.personId, now }
  const data = { kind: kind === 'totp' ? 'totp' : 'passkey', factor: id, label }
  return changed(tx, concern, [{ type: 'identity.factor-renamed', data }], {})
}
