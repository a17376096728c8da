import { z } from 'zod'
import type { Role } from '../../../kernel/policy.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { byName } from '../../../platform/net/by-name.ts'
import type { Platform } from '../../../platform/platform.ts'
import { settings as settingsShape } from '../contract/sign-on-settings.ts'
import { identityReader } from '../tables.ts'

/** A connection of an organisation to its identity provider, as stored. */
export interface Connection {
  readonly id: string
  readonly organisation: string
  readonly name: string
  readonly settings: z.output<typeof settingsShape>
  readonly vouchesForSecondFactor: boolean
  readonly sealedSecret: Uint8Array | null
  readonly roleMap: readonly { readonly group: string; readonly role: Role }[]
  readonly defaultRole: Role
  readonly justInTime: boolean
  readonly state: 'draft' | 'tested' | 'enforced'
  readonly testedAt: Date | null
}

/** The jsonb column `settings`. */
export const storedSettings = z.object({ protocol: settingsShape, vouchesForSecondFactor: z.boolean() })

/** Context of the sealed client secret. */
export const secretContext = (id: string) => `identity.connection.${id}`

/** The connections of an organisation, oldest first. */
export async function readConnections(reader: Reader, organisation: string): Promise<Connection[]> {
  const rows = await identityReader(reader)
    .selectFrom('identity.connection')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy('id')
    .execute()
  return rows.map(connectionOf)
}

/** One connection, of the organisation named or of any. Throws a Problem when there is none. */
export async function readConnection(reader: Reader, id: string, organisation?: string): Promise<Connection> {
  const row = await identityReader(reader)
    .selectFrom('identity.connection')
    .selectAll()
    .where('id', '=', id)
    .$if(organisation !== undefined, (query) => query.where('organisation_id', '=', organisation as string))
    .executeTakeFirst()
  if (row) return connectionOf(row)
  throw new Problem('not-found', 'no-such-connection', {
    de: 'Diese Verbindung gibt es nicht (mehr). Öffnen Sie die Einmalanmeldung neu.',
    en: 'There is no such connection (any more). Open single sign-on again.',
  })
}

interface Row {
  id: string
  organisation_id: string
  name: string
  settings: unknown
  sealed_secret: Uint8Array | null
  role_map: readonly { group: string; role: Role }[]
  default_role: Role
  just_in_time: boolean
  state: Connection['state']
  tested_at: Date | null
}

function connectionOf(row: Row): Connection {
  const { protocol, vouchesForSecondFactor } = storedSettings.parse(row.settings)
  return {
    id: row.id,
    organisation: row.organisation_id,
    name: row.name,
    settings: protocol,
    vouchesForSecondFactor,
    sealedSecret: row.sealed_secret,
    roleMap: row.role_map,
    defaultRole: row.default_role,
    justInTime: row.just_in_time,
    state: row.state,
    testedAt: row.tested_at,
  }
}

/** The addresses that an identity provider must know of us. */
export function ourAddresses(platform: Platform, id: string) {
  const base = `${byName(platform.addresses().public)}/api/v1/sign-in`
  return {
    redirectUri: `${base}/oidc/${id}/callback`,
    entityId: `${base}/saml/${id}/metadata`,
    acsUrl: `${base}/saml/${id}/acs`,
    metadataUrl: `${base}/saml/${id}/metadata`,
  }
}
