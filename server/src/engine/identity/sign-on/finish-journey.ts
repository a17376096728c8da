import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { readAccount } from '../gate/account.ts'
import { admit } from '../gate/admit.ts'
import { takeAttempt } from '../gate/attempt.ts'
import { notifySignOnChanged } from '../gate/notices.ts'
import { countRequest, requireCalm } from '../gate/check-password.ts'
import { journeyKeys } from '../gate/throttle-keys.ts'
import { attemptOver } from '../gate/refusals.ts'
import { renew, type SignedIn } from '../gate/step-up.ts'
import { attemptCookie, attemptMs, dropAttempt } from '../sessions/cookies.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { arrive, linkIdentity, noAccount, type Identity } from './arrive.ts'
import type { Connection } from './connection.ts'
import {
  journeyData,
  oidcConnection,
  storedConnection,
  withProblem,
  type JourneyData,
  type Provider,
} from './journey.ts'
import { finishOidc } from './oidc/finish.ts'
import { isMultiFactor } from './multi-factor.ts'
import { finishSaml } from './saml/finish.ts'
import { samlConnection, samlStore } from './saml-binding.ts'

/** What the provider sent back. */
export type Answer =
  | { readonly kind: 'oidc'; readonly form: string }
  | { readonly kind: 'saml'; readonly response: string }

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const

/**
 * Ends the round trip that this browser began: verifies the answer, finds the account, and asks the gate. Answers the
 * path of the console to go on with. Throws a Problem for every answer that does not belong to this very journey.
 */
export async function finishJourney(
  platform: Platform,
  provider: Provider,
  answer: Answer,
  actor: Actor,
  request: RequestFacts,
): Promise<string> {
  const now = platform.clock.now()
  const taken = await platform.database.transaction((tx) =>
    takeAttempt(tx, platform, 'journey', request.cookie(attemptCookie), now),
  )
  dropAttempt(request)
  if (!taken) throw attemptOver()
  const journey = journeyData.parse(taken.data)
  if (journey.provider !== provider) throw attemptOver()
  try {
    return await takeAnswer(platform, journey, answer, actor, request)
  } catch (error) {
    // Whoever tests a connection reads beside it what was wrong with it.
    if (journey.purpose !== 'test' || !(error instanceof Problem)) throw error
    return withProblem(journey.to, error)
  }
}

async function takeAnswer(
  platform: Platform,
  journey: JourneyData,
  answer: Answer,
  actor: Actor,
  request: RequestFacts,
): Promise<string> {
  const { provider } = journey
  const now = platform.clock.now()
  const connection = await storedConnection(platform, provider)
  // A forged answer costs up to half a second of CPU before it is refused.
  const keys = journeyKeys(request.address)
  await requireCalm(platform, keys)
  const identity = await identityOf(platform, journey, connection, answer, now).catch(
    async (error: unknown) => {
      await countRequest(platform, keys)
      throw error
    },
  )
  if (journey.purpose === 'sign-in') return signIn(platform, identity, connection, journey.to, request)
  if (actor.kind !== 'person' || actor.means.kind !== 'session' || actor.personId !== journey.personId)
    throw attemptOver()
  const signedIn = actor as SignedIn
  if (journey.purpose === 'step-up') {
    await requireOwn(platform, identity, signedIn)
    await renew(platform, signedIn, 'sign-on', request)
    return journey.to
  }
  await link(platform, identity, connection, signedIn, journey.purpose, request)
  return journey.to
}

async function identityOf(
  platform: Platform,
  journey: JourneyData,
  connection: Connection | null,
  answer: Answer,
  now: number,
): Promise<Identity> {
  const vouched = connection?.vouchesForSecondFactor ?? false
  if (answer.kind === 'saml') {
    if (connection?.settings.kind !== 'saml') throw attemptOver()
    const found = await finishSaml(samlConnection(platform, connection), samlStore(platform), {
      SAMLResponse: answer.response,
      now,
      // An identity provider may pass over that it was asked to ask again.
      ...(journey.purpose === 'step-up' && { authenticatedWithinMs: attemptMs }),
    })
    if (found.inResponseTo !== journey.requestId) throw attemptOver()
    const { subject, email, name, groups, authnContext } = found
    const multiFactor = vouched || isMultiFactor([], authnContext)
    return { provider: journey.provider, subject, email, name, groups, multiFactor }
  }
  if (journey.transaction === null) throw attemptOver()
  const oidc = await oidcConnection(platform, journey.provider, connection)
  const found = await finishOidc(oidc, outgoing(platform), journey.transaction, answer.form, now)
  const { subject, email, name, groups, amr, acr } = found
  const multiFactor = connection !== null && (vouched || isMultiFactor(amr, acr))
  return { provider: journey.provider, subject, email, name, groups, multiFactor }
}

async function signIn(
  platform: Platform,
  identity: Identity,
  connection: Connection | null,
  to: string,
  request: RequestFacts,
): Promise<string> {
  const step = await runCommand(platform, nobody, async (tx) => {
    const arrival = await arrive(tx, identity, connection, platform.clock.now())
    const account = await readAccount(tx, { id: arrival.personId })
    if (account?.state !== 'active') throw noAccount()
    const { multiFactor } = identity
    const proof = { kind: 'federated' as const, connection: connection?.id ?? null, multiFactor }
    return admit(tx, platform, account, [proof], request, arrival.drafts)
  })
  const query = to === '/console/' ? '' : `?to=${encodeURIComponent(to)}`
  if (step.next === 'second-factor') return `/console/sign-in/second-factor${query}`
  return step.next === 'enrol' ? '/console/enrol' : to
}

async function requireOwn(platform: Platform, identity: Identity, actor: SignedIn): Promise<void> {
  const row = await identityReader(platform.database.reader)
    .selectFrom('identity.external_identity')
    .select('person_id')
    .where('provider', '=', identity.provider)
    .where('subject', '=', identity.subject)
    .executeTakeFirst()
  if (row?.person_id !== actor.personId) throw attemptOver()
}

/** Connects the identity with the caller's account; a test of a draft also shows that the connection works. */
async function link(
  platform: Platform,
  identity: Identity,
  connection: Connection | null,
  actor: SignedIn,
  purpose: 'test' | 'link',
  request: RequestFacts,
): Promise<void> {
  if (connection !== null && connection.organisation !== actor.organisation.id) throw attemptOver()
  const permission = purpose === 'test' ? 'identity:change-sign-on' : 'self:change'
  await runCommand(platform, { permission, actor, organisation: actor.organisation.id }, async (tx) => {
    const now = platform.clock.now()
    await linkIdentity(tx, identity, actor.personId, now)
    const { provider, subject } = identity
    const drafts = [{ type: 'identity.identity-connected' as const, data: { provider, subject } }]
    const concern = { actor, organisation: actor.organisation.id, person: actor.personId, now }
    if (purpose === 'link' || connection === null) return changed(tx, concern, drafts, undefined)
    await identityWriter(tx)
      .updateTable('identity.connection')
      .set((set) => ({
        tested_at: new Date(now),
        state: set.case().when('state', '=', 'draft').then('tested').else(set.ref('state')).end() as never,
      }))
      .where('id', '=', connection.id)
      .execute()
    const { id, name } = connection
    if (connection.state === 'draft') {
      const what = { actor, change: 'connected', connection: name } as const
      await notifySignOnChanged(tx, platform, actor.organisation, what, request)
    }
    const tested = { type: 'identity.connection-tested' as const, data: { connection: id, name } }
    return changed(tx, concern, [...drafts, tested], undefined)
  })
}
