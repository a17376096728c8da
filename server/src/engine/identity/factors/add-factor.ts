import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import type { PasskeyRegistration } from '../contract/passkey-shapes.ts'
import { raiseSession } from '../gate/raise-session.ts'
import type { SignedIn } from '../gate/step-up.ts'
import { identityWriter } from '../tables.ts'
import { factorsOf } from './list.ts'
import { notifyFactor } from './notices.ts'
import { verifyRegistration } from './passkey-registration.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import type { RelyingParty } from './relying-party.ts'
import { confirmTotp } from './totp.ts'

/** Who changes the own factors, and from where. */
export interface OwnCall {
  readonly actor: SignedIn
  readonly request: RequestFacts
}

export interface AddedFactor {
  readonly id: string
  /** With the first second factor; shown this once. */
  readonly recoveryCodes: string[] | null
}

/** Confirms an authenticator app. Throws a Problem when the code is wrong or the offer has expired. */
export async function addTotp(
  tx: Writer,
  platform: Platform,
  call: OwnCall,
  { id, code }: { readonly id: string; readonly code: string },
): Promise<Recorded<AddedFactor>> {
  await holdPerson(tx, call.actor.personId)
  const confirmed = await confirmTotp(tx, platform, call.actor.personId, id, code, platform.clock.now())
  if (confirmed) return added(tx, platform, call, { kind: 'totp', id, label: confirmed.label })
  throw new Problem('bad-request', 'code-wrong', {
    de: 'Dieser Code passt nicht. Geben Sie den Code ein, den die App gerade zeigt; geht es immer noch nicht, prüfen Sie die Uhr des Geräts und richten Sie die App neu ein.',
    en: 'This code does not fit. Enter the one that the app shows right now; if it still fails, check the clock of the device and set up the app anew.',
  })
}

/** Keeps a passkey. Throws a Problem when the browser's answer does not hold. */
export async function addPasskey(
  tx: Writer,
  platform: Platform,
  call: OwnCall,
  given: {
    readonly label: string
    readonly response: PasskeyRegistration
    readonly expectedChallenge: string
    readonly rp: RelyingParty
  },
): Promise<Recorded<AddedFactor>> {
  const { personId } = call.actor
  await holdPerson(tx, personId)
  const { id } = await verifyRegistration(tx, { ...given, personId, now: platform.clock.now() })
  return added(tx, platform, call, { kind: 'passkey', id, label: given.label })
}

/** Of two changes to one person's factors, the second sees what the first did. */
export async function holdPerson(tx: Writer, personId: string): Promise<void> {
  await identityWriter(tx)
    .selectFrom('identity.person')
    .select('id')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .execute()
}

async function added(
  tx: Writer,
  platform: Platform,
  { actor, request }: OwnCall,
  factor: { readonly kind: 'totp' | 'passkey'; readonly id: string; readonly label: string },
): Promise<Recorded<AddedFactor>> {
  const now = platform.clock.now()
  const { totp, passkeys } = await factorsOf(tx, actor.personId)
  const first = totp + passkeys === 1
  const recoveryCodes = first ? [...(await makeRecoveryCodes(tx, actor.personId))] : null
  if (actor.means.enrolment) await raiseSession(tx, actor, factor.kind, now, request)
  await notifyFactor(tx, platform, actor.personId, { change: 'added', ...factor }, request)
  const concern = { actor, organisation: actor.organisation.id, person: actor.personId, now }
  const { kind, id, label } = factor
  const drafts = [
    { type: 'identity.factor-added' as const, data: { kind, factor: id, label } },
    ...(first ? [{ type: 'identity.recovery-codes-made' as const, data: {} }] : []),
  ]
  return changed(tx, concern, drafts, { id, recoveryCodes })
}
