import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import {
  enrolTotp,
  enterPassword,
  probeSamlProvider,
  requireDone,
  socialProviders,
  withOpenidProvider,
  withThrowaway,
} from '../../../engine/identity/index.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import { newBrowser } from './arrival.ts'
import type { Try } from './kinds.ts'
import { tryOpenid } from './openid-tries.ts'
import { tryRequired, type RequiredObserved } from './required-tries.ts'
import { trySaml } from './saml-tries.ts'
import type { Scene } from './scene.ts'
import { seeSocial, type SocialObserved } from './social.ts'

export interface ProvidersTried {
  readonly tries: readonly Try[]
}

/** Sign-ins and attacks through identity providers that the check runs itself. */
export const providersTried = defineObserver<Target, ProvidersTried>({
  id: 'identity-providers-tried',
  everyMs: 6 * hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'customer', (own) =>
      withThrowaway(run.platform, 'customer', (other) =>
        withOpenidProvider(run.platform, async (openid) =>
          tryProviders({ run, own, other, openid, saml: await probeSamlProvider(run.platform.clock.now) }),
        ),
      ),
    ),
})

/** All tries of both protocols. */
export async function tryProviders(scene: Scene): Promise<ProvidersTried> {
  const { run, own } = scene
  const tries: Try[] = []
  for (const tryAll of [tryOpenid, trySaml]) {
    const person = await own.addPerson(['member'])
    const browser = newBrowser(run)
    await requireDone(enterPassword(browser, person))
    await enrolTotp(browser, run.platform.clock)
    tries.push(...(await tryAll(scene, person.email)))
  }
  return { tries }
}

/** Every way into a company that requires its own identity provider. */
export const requirementTried = defineObserver<Target, RequiredObserved>({
  id: 'required-sign-on-tried',
  everyMs: 6 * hour,
  budgetMs: 3 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) =>
    withThrowaway(run.platform, 'customer', (own) =>
      withOpenidProvider(run.platform, (openid) => tryRequired(run, own, openid)),
    ),
})

/** Where sign-in with the known providers leads. */
export const socialSeen = defineObserver<Target, SocialObserved>({
  id: 'social-sign-in',
  everyMs: 6 * hour,
  budgetMs: minute,
  targets: (configuration) => (socialProviders(configuration).length > 0 ? [{ id: 'installation' }] : []),
  observe: (run: Run) => seeSocial(run),
})
