import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import * as contract from '../contract/sign-in.ts'
import { isFirstLinkOpen } from '../first-link.ts'
import { acceptInvitation, acceptSetup, invited } from '../gate/accept.ts'
import { linkOver } from '../gate/refusals.ts'
import {
  changePassword,
  passwordCharacters,
  requestPasswordReset,
  resetPassword,
} from '../gate/set-password.ts'
import { signInWithCode, signInWithPassword } from '../gate/sign-in.ts'
import { signInWithPasskey, startPasskey, stepUpWithPasskey } from '../gate/passkey-sign-in.ts'
import { signOut } from '../gate/sign-out.ts'
import { ownAccount, stepUpWays, stepUpWithPassword, stepUpWithTotp, type SignedIn } from '../gate/step-up.ts'
import { waysFor } from '../gate/ways.ts'

/** The caller's own session. Throws a Problem for tokens and keys, which have none. */
export function signedIn(actor: Actor): SignedIn {
  if (actor.kind === 'person' && actor.means.kind === 'session') return actor as SignedIn
  throw new Problem('forbidden', 'session-required', {
    de: 'Das geht nur angemeldet in der Konsole, nicht mit einem Zugangsschlüssel.',
    en: 'This needs a signed-in person in the console; a token cannot do it.',
  })
}

/** Every way in, and the own password. */
export const signInEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.showWays, ({ body }) => waysFor(platform, body.email)),
  answer(contract.signInWithPassword, ({ body, request }) => signInWithPassword(platform, body, request)),
  answer(contract.signInWithTotp, ({ body, request }) =>
    signInWithCode(platform, 'totp', body.code, request),
  ),
  answer(contract.signInWithRecoveryCode, ({ body, request }) =>
    signInWithCode(platform, 'recovery-code', body.code, request),
  ),
  answer(contract.showPasskeyOptions, ({ request }) => startPasskey(platform, null, request)),
  answer(contract.signInWithPasskey, ({ body, request }) =>
    signInWithPasskey(platform, body.credential, request),
  ),
  answer(contract.signOut, async ({ actor, request }) => signOut(platform, actor, request)),
  ...stepUpEndpoints(platform),
  answer(contract.changePassword, async ({ body, actor, request }) => {
    await changePassword(platform, signedIn(actor), body.password, request)
    return {}
  }),
  answer(contract.requestPasswordReset, async ({ body, request }) => {
    await requestPasswordReset(platform, body.email, request)
    return {}
  }),
  answer(contract.resetPassword, async ({ body, request }) => {
    await resetPassword(platform, body.secret, body.password, request)
    return {}
  }),
  ...arrivalEndpoints(platform),
]

const stepUpEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.showStepUp, async ({ actor }) => ({
    ways: await stepUpWays(platform, await ownAccount(platform, signedIn(actor))),
  })),
  answer(contract.stepUpWithPassword, async ({ body, actor, request }) => {
    await stepUpWithPassword(platform, signedIn(actor), body.password, request)
    return {}
  }),
  answer(contract.stepUpWithTotp, async ({ body, actor, request }) => {
    await stepUpWithTotp(platform, signedIn(actor), body.code, request)
    return {}
  }),
  answer(contract.stepUpPasskeyOptions, ({ actor, request }) =>
    startPasskey(platform, signedIn(actor), request),
  ),
  answer(contract.stepUpWithPasskey, async ({ body, actor, request }) => {
    await stepUpWithPasskey(platform, signedIn(actor), body.credential, request)
    return {}
  }),
]

const arrivalEndpoints = (platform: Platform): Endpoint[] => [
  answer(contract.showInvitation, async ({ body }) => {
    const account = await invited(platform, body.secret)
    const { organisation, email, name, language } = account
    const characters = passwordCharacters(platform, account)
    return { organisation: organisation.name, email, name, language, passwordCharacters: characters }
  }),
  answer(contract.acceptInvitation, ({ body, request }) => acceptInvitation(platform, body, request)),
  answer(contract.showSetup, async ({ body }) => {
    if (!(await isFirstLinkOpen(platform.database.reader, body.secret))) throw linkOver()
    const rules = { secondFactorRequired: true, hasSecondFactor: false }
    return {
      provider: platform.configuration().provider.name,
      passwordCharacters: passwordCharacters(platform, { organisation: { kind: 'provider' }, rules }),
    }
  }),
  answer(contract.acceptSetup, ({ body, request }) => acceptSetup(platform, body, request)),
]
