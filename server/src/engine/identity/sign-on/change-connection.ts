import { newId } from '../../../kernel/id.ts'
import { rolesOf, type Role } from '../../../kernel/policy.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed, type Concern } from '../activity.ts'
import { endSessions } from '../sessions/end.ts'
import { identityWriter } from '../tables.ts'
import { readConnection, readConnections, secretContext, type Connection } from './connection.ts'
import { readDomains } from './domains.ts'
import { readCertificate } from './saml/certificates.ts'

const connectionsMax = 10

export interface ConnectionInput extends Pick<
  Connection,
  'name' | 'settings' | 'roleMap' | 'defaultRole' | 'justInTime' | 'vouchesForSecondFactor'
> {
  readonly clientSecret?: string | undefined
}

/** Sets up a connection as a draft. */
export async function createConnection(
  tx: Writer,
  platform: Pick<Platform, 'keys'>,
  concern: Concern,
  kind: 'provider' | 'customer',
  input: ConnectionInput,
): Promise<Recorded<Connection>> {
  requireRoles(kind, input)
  requireCertificates(input)
  if ((await readConnections(tx, concern.organisation)).length >= connectionsMax) {
    throw new Problem('conflict', 'too-many-connections', {
      de: `Mehr als ${connectionsMax} Verbindungen gehen nicht. Entfernen Sie eine, die Sie nicht mehr brauchen.`,
      en: `More than ${connectionsMax} connections are not possible. Remove one that you no longer need.`,
    })
  }
  const id = newId(concern.now)
  await identityWriter(tx)
    .insertInto('identity.connection')
    .values({
      id,
      organisation_id: concern.organisation,
      kind: input.settings.kind,
      created_at: new Date(concern.now),
      tested_at: null,
      ...columns(platform, id, input, null),
    })
    .execute()
  const made = await readConnection(tx, id, concern.organisation)
  return changed(tx, concern, [{ type: 'identity.connection-created', data: facts(made) }], made)
}

/** Changes a connection. What decides who gets in counts as a new draft, unless the connection is enforced. */
export async function changeConnection(
  tx: Writer,
  platform: Pick<Platform, 'keys'>,
  concern: Concern,
  kind: 'provider' | 'customer',
  id: string,
  input: ConnectionInput,
): Promise<Recorded<Connection>> {
  requireRoles(kind, input)
  requireCertificates(input)
  const before = await readConnection(tx, id, concern.organisation)
  if (before.settings.kind !== input.settings.kind) {
    throw new Problem('conflict', 'other-protocol', {
      de: 'Das Verfahren einer Verbindung bleibt. Legen Sie für das andere eine neue Verbindung an.',
      en: 'A connection keeps its protocol. Create a new connection for the other one.',
    })
  }
  const sameProvider = providerOf(before) === providerOf(input)
  await identityWriter(tx)
    .updateTable('identity.connection')
    .set({
      ...columns(platform, id, input, before.sealedSecret),
      ...(sameProvider ? {} : { state: 'draft', tested_at: null }),
    } as never)
    .where('id', '=', id)
    .execute()
  // Subjects are only unique within their provider: those of another must not open these accounts.
  if (!sameProvider)
    await identityWriter(tx).deleteFrom('identity.external_identity').where('provider', '=', id).execute()
  const after = await readConnection(tx, id, concern.organisation)
  return changed(tx, concern, [{ type: 'identity.connection-changed', data: facts(after) }], after)
}

/** Removes a connection; who signed in by it does so no longer. */
export async function removeConnection(tx: Writer, concern: Concern, id: string): Promise<Recorded<object>> {
  const before = await readConnection(tx, id, concern.organisation)
  const tables = identityWriter(tx)
  await tables.deleteFrom('identity.external_identity').where('provider', '=', id).execute()
  await tables.deleteFrom('identity.connection').where('id', '=', id).execute()
  return changed(tx, concern, [{ type: 'identity.connection-removed', data: facts(before) }], {})
}

/** Requires a connection of everybody, or no longer. All sessions end but the caller's own. */
export async function enforceConnection(
  tx: Writer,
  concern: Concern,
  id: string,
  enforced: boolean,
): Promise<Recorded<Connection>> {
  const before = await readConnection(tx, id, concern.organisation)
  if (enforced) await requireReady(tx, concern.organisation, before)
  const tables = identityWriter(tx)
  if (enforced) {
    await tables
      .updateTable('identity.connection')
      .set({ state: 'tested' })
      .where('organisation_id', '=', concern.organisation)
      .where('state', '=', 'enforced')
      .execute()
  }
  await tables
    .updateTable('identity.connection')
    .set({ state: enforced ? 'enforced' : 'tested' })
    .where('id', '=', id)
    .execute()
  if (enforced) {
    const except = concern.actor.kind === 'person' ? { except: concern.actor.means.id } : {}
    await endSessions(tx, { organisation: concern.organisation, ...except })
  }
  const type = enforced ? ('identity.sign-on-enforced' as const) : ('identity.sign-on-lifted' as const)
  return changed(tx, concern, [{ type, data: facts(before) }], await readConnection(tx, id))
}

async function requireReady(tx: Writer, organisation: string, connection: Connection): Promise<void> {
  if (connection.state === 'draft') {
    throw new Problem('conflict', 'not-tested', {
      de: 'Melden Sie sich zuerst probeweise über diese Verbindung an: So sperrt niemand sich und andere aus.',
      en: 'Sign in through this connection once as a test first: so nobody locks himself and others out.',
    })
  }
  const domains = await readDomains(tx, organisation)
  if (domains.some(({ provenAt }) => provenAt !== null)) return
  throw new Problem('conflict', 'no-proven-domain', {
    de: 'Weisen Sie zuerst mindestens eine Domain nach; für ihre Adressen gilt die Pflicht.',
    en: 'Prove at least one domain first; the requirement holds for its addresses.',
  })
}

function requireCertificates({ settings }: ConnectionInput): void {
  if (settings.kind !== 'saml') return
  if (settings.certificates.every((source) => readCertificate(source) !== null)) return
  throw new Problem('bad-request', 'certificate-unreadable', {
    de: 'Eines der Zertifikate ist keines, oder sein Schlüssel ist nicht RSA mit mindestens 2048 Bit. Fügen Sie es als PEM ein, mit BEGIN CERTIFICATE.',
    en: 'One of the certificates is none, or its key is not RSA with 2048 bits at least. Paste it as PEM, with BEGIN CERTIFICATE.',
  })
}

function requireRoles(kind: 'provider' | 'customer', { roleMap, defaultRole }: ConnectionInput): void {
  // The widest role is given by a person, never by a group name in another system.
  const allowed = new Set<Role>(rolesOf(kind).filter((role) => role !== 'owner'))
  if ([defaultRole, ...roleMap.map(({ role }) => role)].every((role) => allowed.has(role))) return
  throw new Problem('bad-request', 'role-not-for-groups', {
    de: `Gruppen können nur diese Rollen geben: ${[...allowed].join(', ')}.`,
    en: `Groups can only give these roles: ${[...allowed].join(', ')}.`,
  })
}

function columns(
  { keys }: Pick<Platform, 'keys'>,
  id: string,
  input: ConnectionInput,
  sealedBefore: Uint8Array | null,
) {
  const { name, settings, roleMap, defaultRole, justInTime, vouchesForSecondFactor, clientSecret } = input
  const sealed =
    clientSecret === undefined ? sealedBefore : keys.seal(Buffer.from(clientSecret), secretContext(id))
  return {
    name,
    settings: JSON.stringify({ protocol: settings, vouchesForSecondFactor }),
    sealed_secret: sealed,
    role_map: JSON.stringify(roleMap),
    default_role: defaultRole,
    just_in_time: justInTime,
  }
}

const providerOf = ({ settings }: Pick<Connection, 'settings'>) =>
  settings.kind === 'oidc' ? settings.issuer : settings.entityId

const facts = (connection: Connection) => ({
  connection: connection.id,
  name: connection.name,
  kind: connection.settings.kind,
  provider: providerOf(connection),
})
