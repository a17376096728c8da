import type { PersonActor } from '../../../kernel/actor.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { notifyAlarm, notifyNewDevice } from './notices.ts'
import { setAttempt } from '../sessions/cookies.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Account } from './account.ts'
import { assess, wayOf, type Proof } from './assess.ts'
import { openAttempt } from './attempt.ts'
import { signOnRequired } from './refusals.ts'

/** What the browser does next. */
export interface SignInStep {
  readonly next: 'done' | 'second-factor' | 'enrol'
}

/**
 * The one place that opens sessions, whatever the way in. Throws a Problem where the account's organisation requires
 * its own identity provider; asks for a second factor where one is set up. `before` is recorded with the sign-in.
 */
export async function admit(
  tx: Writer,
  platform: Platform,
  account: Account,
  proofs: readonly Proof[],
  request: RequestFacts,
  before: readonly { readonly type: `identity.${string}`; readonly data: object }[] = [],
): Promise<Recorded<SignInStep>> {
  const now = platform.clock.now()
  const assessment = assess(proofs, account.rules)
  if (assessment.outcome === 'sign-on-required') throw signOnRequired()
  if (assessment.outcome === 'second-factor') {
    const data = { proofs: [...proofs] }
    setAttempt(
      request,
      await openAttempt(tx, platform, { kind: 'second-factor', personId: account.id, data, now }),
    )
    return recorded([], { next: 'second-factor' })
  }
  const { level, enrolment, alarm } = assessment
  const way = wayOf(proofs)
  const session = await openSession(tx, { personId: account.id, level, way, enrolment, now }, request)
  if (!session.knownDevice) await notifyNewDevice(tx, platform, account, way, request)
  if (alarm) await notifyAlarm(tx, platform, account, request)
  const actor: PersonActor = {
    kind: 'person',
    personId: account.id,
    organisation: account.organisation,
    roles: account.roles,
    means: { kind: 'session', id: session.id, level, way, authenticatedAt: now, enrolment },
  }
  const concern = { actor, organisation: account.organisation.id, person: account.id, now }
  const facts = { way, level, address: request.address, agent: request.agent }
  const drafts = [
    ...before,
    { type: 'identity.signed-in' as const, data: { ...facts, newDevice: !session.knownDevice } },
    ...(alarm ? [{ type: 'identity.break-glass-used' as const, data: facts }] : []),
  ]
  return changed(tx, concern, drafts, { next: enrolment ? 'enrol' : 'done' })
}
