import { X509Certificate } from 'node:crypto'
import type { Actor } from '../../../kernel/actor.ts'
import { day, isoTime } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint, type RequestFacts } from '../../../kernel/route.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Permission } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { resolveTxt } from '../../../platform/net/dns/resolve-txt.ts'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/sign-on.ts'
import { notifySignOnChanged } from '../gate/notices.ts'
import { requireOrganisation } from '../people/find.ts'
import { countBreakGlass } from '../sign-on/break-glass.ts'
import {
  changeConnection,
  createConnection,
  enforceConnection,
  removeConnection,
} from '../sign-on/change-connection.ts'
import { ourAddresses, readConnection, readConnections, type Connection } from '../sign-on/connection.ts'
import {
  addDomain,
  noteLookup,
  proofRecord,
  readDomain,
  readDomains,
  removeDomain,
  type Domain,
} from '../sign-on/domains.ts'
import { discoverOidc } from '../sign-on/oidc/discover.ts'
import { parseIdpMetadata } from '../sign-on/saml/metadata.ts'

const expiresSoonMs = 30 * day

type Verb<O> = (
  tx: Writer,
  concern: { actor: Actor; organisation: string; person: null; now: number },
) => Promise<Recorded<O>>

/** Runs a verb for the organisation that a call names. */
function change<O>(
  platform: Platform,
  {
    actor,
    params: { organisation },
  }: { readonly actor: Actor; readonly params: { readonly organisation: string } },
  permission: Permission,
  verb: Verb<O>,
): Promise<O> {
  const concern = { actor, organisation, person: null, now: platform.clock.now() }
  return runCommand(platform, { permission, actor, organisation }, (tx) => verb(tx, concern))
}

/** Single sign-on by an organisation's own hand. */
export const signOnEndpoints = (platform: Platform): Endpoint[] => [
  ...domainEndpoints(platform),
  ...guideEndpoints(platform),
  ...connectionEndpoints(platform),
]

function domainEndpoints(platform: Platform): Endpoint[] {
  const { database } = platform
  return [
    answer(contract.showSignOn, async ({ params: { organisation } }) => ({
      domains: (await readDomains(database.reader, organisation)).map(domainShown),
      connections: (await readConnections(database.reader, organisation)).map((each) =>
        shown(platform, each),
      ),
      breakGlass: await countBreakGlass(database.reader, organisation),
    })),
    answer(contract.addDomain, async (call) =>
      domainShown(
        await change(platform, call, contract.addDomain.permission, (tx, concern) =>
          addDomain(tx, concern, call.body.domain),
        ),
      ),
    ),
    answer(contract.checkDomain, async (call) => {
      const domain = await readDomain(database.reader, call.params.organisation, call.params.domain)
      const found = await lookUp(platform, domain)
      const noted = await change(platform, call, contract.checkDomain.permission, (tx, concern) =>
        noteLookup(tx, concern, domain, found),
      )
      return { ...domainShown(noted), found }
    }),
    answer(contract.removeDomain, async (call) => {
      const domain = await readDomain(database.reader, call.params.organisation, call.params.domain)
      return change(platform, call, contract.removeDomain.permission, (tx, concern) =>
        removeDomain(tx, concern, domain),
      )
    }),
  ]
}

/** What helps to fill in a connection. */
function guideEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(contract.discoverProvider, async ({ body }) => {
      const found = await discoverOidc(body.issuer, outgoing(platform))
      const { issuer, authorizationEndpoint, tokenEndpoint, jwksUri, problems } = found
      const endpoints = [authorizationEndpoint, tokenEndpoint, jwksUri]
      return { issuer, endpoints, problems: problems.map(({ words }) => ({ ...words })) }
    }),
    answer(contract.readMetadata, async ({ body }) => {
      const { entityId, ssoUrl, certificates } = parseIdpMetadata(body.xml)
      return { kind: 'saml' as const, entityId, ssoUrl, certificates: certificates.map(({ pem }) => pem) }
    }),
  ]
}

function connectionEndpoints(platform: Platform): Endpoint[] {
  const kindOf = async (organisation: string) =>
    (await requireOrganisation(platform.database.reader, organisation)).kind
  return [
    answer(contract.createConnection, async (call) => {
      const kind = await kindOf(call.params.organisation)
      return shown(
        platform,
        await change(platform, call, contract.createConnection.permission, (tx, concern) =>
          createConnection(tx, platform, concern, kind, call.body),
        ),
      )
    }),
    answer(contract.changeConnection, async (call) => {
      const kind = await kindOf(call.params.organisation)
      return shown(
        platform,
        await change(platform, call, contract.changeConnection.permission, async (tx, concern) => {
          await tell(tx, platform, call, kind, 'changed')
          return changeConnection(tx, platform, concern, kind, call.params.connection, call.body)
        }),
      )
    }),
    answer(contract.removeConnection, async (call) => {
      const kind = await kindOf(call.params.organisation)
      return change(platform, call, contract.removeConnection.permission, async (tx, concern) => {
        await tell(tx, platform, call, kind, 'removed')
        return removeConnection(tx, concern, call.params.connection)
      })
    }),
    answer(contract.enforceConnection, async (call) => {
      const kind = await kindOf(call.params.organisation)
      const { enforced } = call.body
      return shown(
        platform,
        await change(platform, call, contract.enforceConnection.permission, async (tx, concern) => {
          await tell(tx, platform, call, kind, enforced ? 'enforced' : 'no-longer-enforced')
          return enforceConnection(tx, concern, call.params.connection, enforced)
        }),
      )
    }),
  ]
}

async function tell(
  tx: Writer,
  platform: Platform,
  call: {
    readonly actor: Actor
    readonly params: { readonly organisation: string; readonly connection: string }
    readonly request: RequestFacts
  },
  kind: 'provider' | 'customer',
  change: 'changed' | 'removed' | 'enforced' | 'no-longer-enforced',
): Promise<void> {
  const { organisation, connection } = call.params
  const { name } = await readConnection(tx, connection, organisation)
  const what = { actor: call.actor, change, connection: name }
  await notifySignOnChanged(tx, platform, { id: organisation, kind }, what, call.request)
}

async function lookUp(platform: Platform, domain: Domain): Promise<string[]> {
  try {
    return await resolveTxt(platform, proofRecord(domain).name)
  } catch {
    throw new Problem('unavailable', 'dns-not-answering', {
      de: 'Der Nameserver dieser Domain antwortet nicht. Versuchen Sie es in einigen Minuten noch einmal.',
      en: 'The name server of this domain does not answer. Try again in a few minutes.',
    })
  }
}

const domainShown = (domain: Domain) => ({
  id: domain.id,
  domain: domain.domain,
  record: proofRecord(domain),
  provenAt: domain.provenAt?.toISOString() ?? null,
  checkedAt: domain.checkedAt?.toISOString() ?? null,
})

function shown(platform: Platform, connection: Connection) {
  const { id, name, settings, roleMap, defaultRole, justInTime, vouchesForSecondFactor, state } = connection
  const soon = platform.clock.now() + expiresSoonMs
  const certificates =
    settings.kind === 'saml' ? settings.certificates.map((pem) => new X509Certificate(pem)) : []
  return {
    id,
    name,
    settings,
    roleMap: [...roleMap],
    defaultRole,
    justInTime,
    vouchesForSecondFactor,
    state,
    hasSecret: connection.sealedSecret !== null,
    testedAt: connection.testedAt?.toISOString() ?? null,
    ours: ourAddresses(platform, id),
    certificates: certificates.map(({ subject, validToDate }) => ({
      subject,
      notAfter: isoTime(validToDate.getTime()),
      expiresSoon: validToDate.getTime() < soon,
    })),
  }
}
