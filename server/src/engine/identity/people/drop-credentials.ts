import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

/** Removes apps, passkeys and recovery codes: somebody lost them. */
export async function dropSecondFactors(tx: Writer, person: string): Promise<void> {
  for (const table of ['identity.totp', 'identity.passkey', 'identity.recovery_code'] as const)
    await identityWriter(tx).deleteFrom(table).where('person_id', '=', person).execute()
}

/** Removes everything that somebody could sign in with: the address may be another person's by now. */
export async function dropCredentials(tx: Writer, person: string): Promise<void> {
  await dropSecondFactors(tx, person)
  for (const table of ['identity.password', 'identity.device', 'identity.external_identity'] as const)
    await identityWriter(tx).deleteFrom(table).where('person_id', '=', person).execute()
}
