import type { z } from 'zod'
import type { Role } from '../../../kernel/policy.ts'
import type { createConnection, readMetadata } from '../contract/sign-on.ts'
import { oidcSettings } from '../contract/sign-on-settings.ts'
import type { Connection } from './admin-connection-words.ts'

type Input = z.output<typeof createConnection.body>
export type SamlSettings = z.output<typeof readMetadata.output>

/** A connection while it is being written down: everything as typed. */
export interface Draft {
  readonly kind: 'oidc' | 'saml'
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: string
  readonly groupsClaim: string
  readonly entityId: string
  readonly ssoUrl: string
  /** One or more in PEM, or one as bare base64. */
  readonly certificates: string
  /** Names of attributes, comma-separated; empty: the usual ones. */
  readonly emailAttributes: string
  readonly nameAttributes: string
  readonly groupsAttributes: string
  readonly roleMap: readonly { readonly group: string; readonly role: Role }[]
  readonly defaultRole: Role
  readonly justInTime: boolean
  readonly vouchesForSecondFactor: boolean
}

/** What counts where these fields are left empty. */
const usual = oidcSettings.pick({ scopes: true, groupsClaim: true }).parse({})

/** Nothing written yet; who comes without a group gets the least. */
export const emptyDraft = (kind: 'provider' | 'customer'): Draft => ({
  kind: 'oidc',
  name: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  scopes: usual.scopes.join(', '),
  groupsClaim: usual.groupsClaim,
  entityId: '',
  ssoUrl: '',
  certificates: '',
  emailAttributes: '',
  nameAttributes: '',
  groupsAttributes: '',
  roleMap: [],
  defaultRole: kind === 'provider' ? 'employee' : 'member',
  justInTime: true,
  vouchesForSecondFactor: false,
})

/** An existing connection, to be changed. */
export function draftOf(connection: Connection, kind: 'provider' | 'customer'): Draft {
  const { name, settings, justInTime, vouchesForSecondFactor } = connection
  const common = {
    ...emptyDraft(kind),
    name,
    roleMap: connection.roleMap.map(({ group, role }) => ({ group, role: role as Role })),
    defaultRole: connection.defaultRole as Role,
    justInTime,
    vouchesForSecondFactor,
  }
  if (settings.kind === 'saml') return { ...common, kind: 'saml', ...samlDraft(settings) }
  const { issuer, clientId, scopes, groupsClaim = common.groupsClaim } = settings
  return {
    ...common,
    kind: 'oidc',
    issuer,
    clientId,
    scopes: scopes?.join(', ') ?? common.scopes,
    groupsClaim,
  }
}

/** What the metadata of a SAML identity provider says, as fields; names of attributes are not in it. */
export const providerDraft = ({ entityId, ssoUrl, certificates }: SamlSettings) => ({
  entityId,
  ssoUrl,
  certificates: certificates.join('\n'),
})

function samlDraft({ attributes, ...provider }: SamlSettings) {
  return {
    ...providerDraft(provider),
    emailAttributes: attributes?.email.join(', ') ?? '',
    nameAttributes: attributes?.name.join(', ') ?? '',
    groupsAttributes: attributes?.groups.join(', ') ?? '',
  }
}

/** What the server is told. Rows of the role map without a group are left out. */
export function inputOf(draft: Draft): Input {
  const { name, defaultRole, justInTime, vouchesForSecondFactor, clientSecret } = draft
  const roleMap = draft.roleMap
    .map(({ group, role }) => ({ group: group.trim(), role }))
    .filter(({ group }) => group !== '')
  const common = { name, roleMap, defaultRole, justInTime, vouchesForSecondFactor }
  if (draft.kind === 'saml') return { ...common, settings: samlSettings(draft) }
  const { issuer, clientId } = draft
  const scopes = listed(draft.scopes)
  const named = {
    scopes: scopes.length > 0 ? scopes : usual.scopes,
    groupsClaim: draft.groupsClaim.trim() || usual.groupsClaim,
  }
  return {
    ...common,
    settings: { kind: 'oidc', issuer: issuer.trim(), clientId, ...named },
    ...(clientSecret !== '' && { clientSecret }),
  }
}

function samlSettings(draft: Draft): SamlSettings {
  const attributes = {
    email: listed(draft.emailAttributes),
    name: listed(draft.nameAttributes),
    groups: listed(draft.groupsAttributes),
  }
  const hasOwn = Object.values(attributes).some((names) => names.length > 0)
  return {
    kind: 'saml',
    entityId: draft.entityId,
    ssoUrl: draft.ssoUrl.trim(),
    certificates: [...pemsOf(draft.certificates)],
    ...(hasOwn && { attributes }),
  }
}

const listed = (names: string) =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** The certificates in a text: PEM blocks, or one as bare base64; cut-off ones are left out. */
export function pemsOf(typed: string): readonly string[] {
  const blocks = typed.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [
    typed,
  ]
  const bodies = blocks.map((block) => block.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, ''))
  return [...new Set(bodies.filter(isWholeDer))].map((body) =>
    ['-----BEGIN CERTIFICATE-----', ...(body.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----'].join(
      '\n',
    ),
  )
}

/** Whether base64 holds one DER sequence with a length of two bytes (X.690, section 8.1.3.5), neither cut nor longer. */
function isWholeDer(base64: string): boolean {
  if (!/^MI[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return false
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return bytes[1] === 0x82 && bytes.length === (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0) + 4
}
