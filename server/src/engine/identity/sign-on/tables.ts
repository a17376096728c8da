import type { Generated, JSONColumnType } from 'kysely'
import type { Role } from '../../../kernel/policy.ts'

/** What single sign-on and provisioning keep. */
export interface SignOnTables {
  'identity.domain': {
    id: string
    organisation_id: string
    domain: string
    challenge: string
    proven_at: Date | null
    checked_at: Date | null
    created_at: Date
  }
  'identity.connection': {
    id: string
    organisation_id: string
    kind: 'oidc' | 'saml'
    name: string
    settings: JSONColumnType<object>
    sealed_secret: Uint8Array | null
    role_map: JSONColumnType<readonly { group: string; role: Role }[]>
    default_role: Role
    just_in_time: Generated<boolean>
    state: Generated<'draft' | 'tested' | 'enforced'>
    tested_at: Date | null
    created_at: Date
  }
  'identity.external_identity': { provider: string; subject: string; person_id: string; created_at: Date }
  'identity.certificate_warning': { connection_id: string; fingerprint: string; days: number }
  'identity.saml_request': { id: string; connection_id: string; expires_at: Date }
  'identity.saml_assertion': { connection_id: string; assertion_id: string; expires_at: Date }
  'identity.scim_user': {
    person_id: string
    display_name: string | null
    formatted: string | null
    given_name: string | null
    family_name: string | null
    changed_at: Date
    deleted_at: Date | null
  }
  'identity.scim_group': {
    id: string
    organisation_id: string
    display_name: string
    external_id: string | null
    created_at: Date
    changed_at: Date
  }
  'identity.scim_member': { group_id: string; person_id: string }
}
