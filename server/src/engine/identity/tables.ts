import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Role } from '../../kernel/policy.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import type { SignOnTables } from './sign-on/tables.ts'

export interface OrganisationRow {
  id: string
  kind: 'provider' | 'customer'
  name: string
  state: Generated<'active' | 'closed'>
  second_factor: Generated<'encouraged' | 'required'>
  throwaway: Generated<boolean>
  created_at: Date
}

interface PersonRow {
  id: string
  organisation_id: string
  email: string
  name: string
  language: Generated<'de' | 'en'>
  roles: Role[]
  state: 'invited' | 'active' | 'deactivated'
  break_glass: Generated<boolean>
  external_id: string | null
  created_at: Date
  last_seen_at: Date | null
}

interface SessionRow {
  id: string
  hash: Uint8Array
  person_id: string
  level: 1 | 2
  way: string
  enrolment: boolean
  device_id: string | null
  address: string
  agent: string
  created_at: Date
  seen_at: Date
  authenticated_at: Date
  expires_at: Date
}

interface FactorTables {
  'identity.password': { person_id: string; hash: string; changed_at: Date }
  'identity.totp': {
    id: string
    person_id: string
    label: string
    sealed_secret: Uint8Array
    last_step: Generated<number>
    confirmed_at: Date | null
    created_at: Date
  }
  'identity.passkey': {
    id: string
    person_id: string
    label: string
    credential_id: Uint8Array
    public_key: Uint8Array
    counter: number
    transports: string[]
    backed_up: boolean
    created_at: Date
    last_used_at: Date | null
  }
  'identity.recovery_code': { person_id: string; hash: Uint8Array; used_at: Date | null }
}

interface IdentityTables extends FactorTables, SignOnTables {
  'identity.access_key': { id: string; label: string; hash: Uint8Array; created_at: Date }
  'identity.first_link': {
    single: ColumnType<boolean, never, never>
    hash: Uint8Array
    created_at: Date
    used_at: Date | null
  }
  'identity.organisation': OrganisationRow
  'identity.person': PersonRow
  'identity.session': SessionRow
  'identity.attempt': {
    hash: Uint8Array
    kind: string
    person_id: string | null
    sealed: Uint8Array
    tries: Generated<number>
    created_at: Date
    expires_at: Date
  }
  'identity.link': {
    hash: Uint8Array
    kind: 'invitation' | 'password-reset' | 'not-me'
    person_id: string
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  'identity.device': {
    id: string
    person_id: string
    hash: Uint8Array
    agent: string
    first_seen_at: Date
    last_seen_at: Date
  }
  'identity.throttle': {
    key: Uint8Array
    failures: number
    last_failure_at: Date
    blocked_until: Date | null
  }
  'identity.token': {
    id: string
    hash: Uint8Array
    organisation_id: string
    person_id: string | null
    name: string
    scopes: string[]
    created_at: Date
    expires_at: Date
    last_used_at: Date | null
    revoked_at: Generated<Date | null>
  }
  'identity.activity': {
    record_id: string
    organisation_id: string
    person_id: string | null
    actor_id: string | null
    type: string
    at: Date
  }
}

/** The tables of this module, to read. */
export const identityReader = (reader: Reader) => reader as unknown as Kysely<IdentityTables>
/** The tables of this module, in a transaction. */
export const identityWriter = (tx: Writer) => tx as unknown as Transaction<IdentityTables>
