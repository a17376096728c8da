import { Problem } from '../../../kernel/problem.ts'
import { recorded } from '../../../kernel/recorded.ts'
import { answer, type Endpoint, type RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/factors.ts'
import { addPasskey, addTotp } from '../factors/add-factor.ts'
import { factorsOf, listFactors } from '../factors/list.ts'
import { registrationOptions } from '../factors/passkey-registration.ts'
import { relyingParty } from '../factors/relying-party.ts'
import { removeFactor, requiresSecond } from '../factors/remove-factor.ts'
import { renameFactor } from '../factors/rename-factor.ts'
import { renewRecoveryCodes } from '../factors/renew-recovery-codes.ts'
import { beginTotp } from '../factors/totp.ts'
import { readAccount } from '../gate/account.ts'
import { openAttempt, takeAttempt } from '../gate/attempt.ts'
import { passwordCharacters, staffCharacters } from '../gate/set-password.ts'
import { ownAccount, type SignedIn } from '../gate/step-up.ts'
import { challengeCookie, setChallenge } from '../sessions/cookies.ts'
import { ownPerson } from './own.ts'
import { signedIn } from './sign-in.ts'

/** The own factors. */
export const factorEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.listFactors, async ({ actor }) => {
    const { reader } = platform.database
    const { personId, organisation } = ownPerson(actor)
    const { password, recoveryCodesLeft } = await factorsOf(reader, personId)
    const { totp, passkeys } = await listFactors(reader, personId)
    const required = await requiresSecond(reader, organisation)
    const account = await readAccount(reader, { id: personId })
    return {
      password,
      recoveryCodesLeft,
      totp: [...totp],
      passkeys: [...passkeys],
      passwordCharacters: account ? passwordCharacters(platform, account) : staffCharacters,
      required,
    }
  }),
  answer(contract.beginTotp, async ({ actor, body }) => {
    const account = await ownAccount(platform, signedIn(actor))
    return runCommand(platform, { permission: contract.beginTotp.permission, actor }, async (tx) =>
      recorded([], await beginTotp(tx, platform, account, body.label, platform.clock.now())),
    )
  }),
  answer(contract.confirmTotp, ({ actor, params, body, request }) =>
    runCommand(platform, { permission: contract.confirmTotp.permission, actor }, (tx) =>
      addTotp(tx, platform, { actor: signedIn(actor), request }, { id: params.factor, code: body.code }),
    ),
  ),
  ...passkeyEndpoints(platform),
  answer(contract.renameFactor, ({ actor, params, body }) =>
    runCommand(platform, { permission: contract.renameFactor.permission, actor }, (tx) =>
      renameFactor(
        tx,
        signedIn(actor),
        { kind: params.kind, id: params.factor, label: body.label },
        platform.clock.now(),
      ),
    ),
  ),
  answer(contract.removeFactor, ({ actor, params, request }) =>
    runCommand(platform, { permission: contract.removeFactor.permission, actor }, (tx) =>
      removeFactor(
        tx,
        platform,
        { actor: signedIn(actor), request },
        { kind: params.kind, id: params.factor },
      ),
    ),
  ),
  answer(contract.makeRecoveryCodes, ({ actor, request }) =>
    runCommand(platform, { permission: contract.makeRecoveryCodes.permission, actor }, (tx) =>
      renewRecoveryCodes(tx, platform, { actor: signedIn(actor), request }),
    ),
  ),
]

const attemptKind = 'passkey-registration'

const passkeyEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.beginPasskey, async ({ actor, request }) => {
    const account = await ownAccount(platform, signedIn(actor))
    const name = platform.configuration().provider.name
    const rp = { ...relyingParty(platform, request.host), name }
    return runCommand(platform, { permission: contract.beginPasskey.permission, actor }, async (tx) => {
      const options = await registrationOptions(tx, rp, account)
      const data = { challenge: options.challenge }
      const kept = { kind: attemptKind, personId: account.id, data, now: platform.clock.now() }
      setChallenge(request, await openAttempt(tx, platform, kept))
      return recorded([], { options: { ...options } })
    })
  }),
  answer(contract.addPasskey, async ({ actor, body, request }) => {
    const call = { actor: signedIn(actor), request }
    const rp = relyingParty(platform, request.host)
    const expectedChallenge = await takeChallenge(platform, call.actor, request)
    const given = { label: body.label, response: body.credential, expectedChallenge, rp }
    return runCommand(platform, { permission: contract.addPasskey.permission, actor }, (tx) =>
      addPasskey(tx, platform, call, given),
    )
  }),
]

/** In a transaction of its own: what comes of the answer, the challenge is used up. */
async function takeChallenge(platform: Platform, actor: SignedIn, request: RequestFacts): Promise<string> {
  const attempt = await platform.database.transaction((tx) =>
    takeAttempt(tx, platform, attemptKind, request.cookie(challengeCookie), platform.clock.now()),
  )
  if (attempt?.personId === actor.personId) return (attempt.data as { challenge: string }).challenge
  throw new Problem('conflict', 'registration-over', {
    de: 'Die Einrichtung hat zu lange gedauert oder wurde schon beendet. Beginnen Sie bitte noch einmal.',
    en: 'Setting this up took too long, or was finished already. Please begin again.',
  })
}
