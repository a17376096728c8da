import type { Role } from '../../../kernel/policy.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'
import type { Rules } from './assess.ts'

/** What the gate must know of an account. */
export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly language: 'de' | 'en'
  readonly roles: readonly Role[]
  readonly organisation: {
    readonly id: string
    readonly kind: 'provider' | 'customer'
    readonly name: string
  }
  readonly state: 'invited' | 'active' | 'deactivated'
  /** PHC string, or null without a password. */
  readonly passwordHash: string | null
  readonly rules: Rules
}

/** The account with this id or this normalised address; null when there is none or its organisation was closed. */
export async function readAccount(
  reader: Reader,
  by: { readonly id: string } | { readonly email: string },
): Promise<Account | null> {
  const row = await readRow(reader, by)
  if (!row) return null
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    language: row.language,
    roles: row.roles,
    organisation: { id: row.organisationId, kind: row.kind, name: row.organisationName },
    state: row.state,
    passwordHash: row.hash,
    rules: {
      secondFactorRequired: row.kind === 'provider' || row.second_factor === 'required',
      hasSecondFactor: Boolean(row.hasSecondFactor),
      enforcedConnection: row.enforcedConnection,
      breakGlass: row.break_glass,
    },
  }
}

function readRow(reader: Reader, by: { readonly id: string } | { readonly email: string }) {
  const [column, value] = 'id' in by ? (['person.id', by.id] as const) : (['person.email', by.email] as const)
  return (
    identityReader(reader)
      .selectFrom('identity.person as person')
      .innerJoin('identity.organisation as organisation', 'organisation.id', 'person.organisation_id')
      .leftJoin('identity.password as password', 'password.person_id', 'person.id')
      .select((select) => [
        'person.id',
        'person.email',
        'person.name',
        'person.language',
        'person.roles',
        'person.state',
        'person.break_glass',
        'organisation.id as organisationId',
        'organisation.kind',
        'organisation.name as organisationName',
        'organisation.second_factor',
        'password.hash',
        select
          .or([
            select.exists(
              select
                .selectFrom('identity.totp')
                .select('id')
                .whereRef('person_id', '=', 'person.id')
                .where('confirmed_at', 'is not', null),
            ),
            select.exists(
              select.selectFrom('identity.passkey').select('id').whereRef('person_id', '=', 'person.id'),
            ),
          ])
          .as('hasSecondFactor'),
        select
          .selectFrom('identity.connection')
          .select('id')
          .whereRef('organisation_id', '=', 'organisation.id')
          .where('state', '=', 'enforced')
          .limit(1)
          .as('enforcedConnection'),
      ])
      .where(column, '=', value)
      // A mailbox may be invited by several organisations; it is the account of one.
      .$if('email' in by, (query) => query.where('person.state', '<>', 'invited'))
      .where('organisation.state', '=', 'active')
      .executeTakeFirst()
  )
}

/** The enforced connection of the organisation that proved this domain, or null. */
export async function enforcedFor(reader: Reader, domain: string): Promise<string | null> {
  const row = await identityReader(reader)
    .selectFrom('identity.domain as domain')
    .innerJoin('identity.connection as connection', 'connection.organisation_id', 'domain.organisation_id')
    .select('connection.id')
    .where('domain.domain', '=', domain)
    .where('domain.proven_at', 'is not', null)
    .where('connection.state', '=', 'enforced')
    .executeTakeFirst()
  return row?.id ?? null
}
