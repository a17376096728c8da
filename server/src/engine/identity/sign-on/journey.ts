import { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import { openAttempt } from '../gate/attempt.ts'
import { setAttempt } from '../sessions/cookies.ts'
import { readConnection, ourAddresses, secretContext, type Connection } from './connection.ts'
import { beginOidc } from './oidc/begin.ts'
import type { OidcConnection, OidcTransaction } from './oidc/connection.ts'
import { socialConnection } from './oidc/social.ts'
import { beginSaml } from './saml/begin.ts'
import { samlConnection, samlStore } from './saml-binding.ts'

/** `google`, `apple`, or the id of a connection. */
export type Provider = string
export const purposes = z.enum(['sign-in', 'test', 'step-up', 'link'])
export type Purpose = z.output<typeof purposes>

/** What the attempt of a round trip remembers; the browser's cookie is its only key. */
export const journeyData = z.object({
  provider: z.string(),
  purpose: purposes,
  /** Whose session asked for it; null for a sign-in. */
  personId: z.string().nullable(),
  to: z.string(),
  transaction: z.custom<OidcTransaction>().nullable(),
  requestId: z.string().nullable(),
})
export type JourneyData = z.output<typeof journeyData>

/** A page of the console, with what went wrong on the way to it. */
export const withProblem = (path: string, { reason }: Problem): string =>
  `${path}?problem=${encodeURIComponent(reason)}`

const noProvider = () =>
  new Problem('not-found', 'provider-not-set-up', {
    de: 'Diese Art der Anmeldung ist hier nicht eingerichtet. Wählen Sie eine andere.',
    en: 'This way of signing in is not set up here. Choose another one.',
  })

/** The OpenID side of a provider, with its secret. Throws a Problem when it is not set up. */
export async function oidcConnection(
  platform: Platform,
  provider: Provider,
  connection: Connection | null,
): Promise<OidcConnection> {
  const { redirectUri } = ourAddresses(platform, provider)
  if (provider === 'google' || provider === 'apple') {
    const social = await socialConnection(platform, provider, redirectUri)
    if (social) return social
    throw noProvider()
  }
  if (connection?.settings.kind !== 'oidc') throw noProvider()
  const { issuer, clientId, scopes, groupsClaim } = connection.settings
  const sealed = connection.sealedSecret
  const secret = sealed === null ? null : platform.keys.open(sealed, secretContext(connection.id))
  return {
    id: connection.id,
    issuer,
    clientId,
    clientSecret: secret === null ? null : Buffer.from(secret).toString('utf8'),
    redirectUri,
    scopes,
    preset: 'generic',
    groupsClaim,
  }
}

/** The stored connection of a provider, or null for Google and Apple. */
export const storedConnection = async (platform: Platform, provider: Provider): Promise<Connection | null> =>
  provider === 'google' || provider === 'apple' ? null : readConnection(platform.database.reader, provider)

/**
 * Starts the round trip: keeps what must come back in an attempt bound to this browser, and answers where to go. A draft
 * may only be tested. Throws a Problem when the provider cannot be reached.
 */
export async function beginJourney(
  platform: Platform,
  provider: Provider,
  { purpose, personId, to }: { purpose: Purpose; personId: string | null; to: string },
  request: RequestFacts,
): Promise<string> {
  const connection = await storedConnection(platform, provider)
  if (connection?.state === 'draft' && purpose !== 'test') throw noProvider()
  const now = platform.clock.now()
  const common = { provider, purpose, personId, to }
  const again = purpose === 'step-up'
  const started =
    connection?.settings.kind === 'saml'
      ? await startSaml(platform, connection, again, now)
      : await startOidc(platform, provider, connection, again, now)
  const data: JourneyData = { ...common, ...started.kept }
  await platform.database.transaction(async (tx) => {
    setAttempt(request, await openAttempt(tx, platform, { kind: 'journey', personId: null, data, now }))
  })
  return started.redirectUrl
}

async function startOidc(
  platform: Platform,
  provider: Provider,
  connection: Connection | null,
  again: boolean,
  now: number,
) {
  const asked = again ? { maxAgeSeconds: 0 } : {}
  const oidc = await oidcConnection(platform, provider, connection)
  const { redirectUrl, transaction } = await beginOidc(oidc, outgoing(platform), { now, ...asked })
  return { redirectUrl, kept: { transaction, requestId: null } }
}

async function startSaml(platform: Platform, connection: Connection, again: boolean, now: number) {
  const { redirectUrl, requestId } = await beginSaml(
    samlConnection(platform, connection),
    samlStore(platform),
    {
      forceAuthn: again,
      now,
    },
  )
  return { redirectUrl, kept: { transaction: null, requestId } }
}
