import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'

/** What somebody can prove who they are with. */
export interface Factors {
  readonly password: boolean
  readonly totp: number
  readonly passkeys: number
  readonly recoveryCodesLeft: number
}

const none: Factors = { password: false, totp: 0, passkeys: 0, recoveryCodesLeft: 0 }

/** Whether `person` (so named in the query around it) has set up a second factor. */
export const hasSecondFactor = sql<boolean>`(
  exists (select 1 from identity.totp where totp.person_id = person.id and confirmed_at is not null)
  or exists (select 1 from identity.passkey where passkey.person_id = person.id))`

/** The factors of each person, in one query; those who have none have zeros. */
export async function readFactors(
  reader: Reader,
  people: readonly string[],
): Promise<(person: string) => Factors> {
  const { rows } = await sql<Factors & { person: string }>`
    select person,
      exists (select 1 from identity.password where person_id = person) as "password",
      (select count(*)::int from identity.totp where person_id = person and confirmed_at is not null) as "totp",
      (select count(*)::int from identity.passkey where person_id = person) as "passkeys",
      (select count(*)::int from identity.recovery_code where person_id = person and used_at is null)
        as "recoveryCodesLeft"
    from unnest(${people}::uuid[]) as given (person)`.execute(reader)
  const found = new Map(rows.map(({ person, ...factors }) => [person, factors]))
  return (person) => found.get(person) ?? none
}
