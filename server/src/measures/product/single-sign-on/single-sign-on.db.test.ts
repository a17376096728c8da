import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { openInstallation, type Installation } from '../../../../../test/harness/installation.ts'
import type { Run } from '../../../engine/claims/index.ts'
import {
  probeSamlProvider,
  withOpenidProvider,
  withThrowaway,
  type ProbeSamlProvider,
  type Throwaway,
} from '../../../engine/identity/index.ts'
import { judgeProviders } from './checks/providers.ts'
import { judgeTries } from './checks/judge-tries.ts'
import { judgeRequired } from './checks/required.ts'
import type { Try } from './kinds.ts'
import { socialSeen, tryProviders } from './observe.ts'
import { tryRequired } from './required-tries.ts'
import { seeSocial } from './social.ts'

// Hundreds of sign-ins, on a machine that may be busy.
const busyMs = 180_000
const protocols = ['OpenID Connect', 'SAML 2.0']
const named = (tries: readonly Try[]) => tries.map(({ protocol, name }) => `${protocol}: ${name}`)

describeEachDatabase('the checks of single sign-on', (open) => {
  let installation: Installation
  let run: Run
  beforeAll(async () => {
    installation = await openInstallation(open)
  })
  beforeEach(() => {
    run = { platform: installation.platform, signal: AbortSignal.timeout(busyMs) }
  })
  afterAll(() => installation.close())

  const withCompanies = <T>(work: (own: Throwaway, other: Throwaway) => Promise<T>): Promise<T> =>
    withThrowaway(run.platform, 'customer', (own) =>
      withThrowaway(run.platform, 'customer', (other) => work(own, other)),
    )
  /** All tries, at a company whose set-up `breakIt` has changed. */
  const tryAll = (breakIt: (own: Throwaway, saml: ProbeSamlProvider) => Throwaway) =>
    withCompanies((own, other) =>
      withOpenidProvider(run.platform, async (openid) => {
        const saml = await probeSamlProvider(run.platform.clock.now)
        return tryProviders({ run, own: breakIt(own, saml), other, openid, saml })
      }),
    )

  it(
    'everybody honest gets in, and every attack is refused for its own reason',
    async () => {
      const { tries } = await tryAll((own) => own)
      const surprising = tries.filter(
        ({ kind, admitted, reason, expected }) => admitted !== (kind === 'control') || reason !== expected,
      )
      expect(surprising).toEqual([])
      expect(judgeTries(tries, protocols)).toMatchObject({ verdict: 'holds', code: 'all-refused' })
      expect(installation.platform.probeHosts.size).toBe(0)
    },
    busyMs,
  )

  it(
    'fails where a connection trusts the key of an attacker',
    async () => {
      const { tries } = await tryAll((own, { foreignKey }) => ({
        ...own,
        addConnection: ({ settings, ...input }, state) => {
          const trusting =
            settings.kind === 'saml'
              ? { ...settings, certificates: [...settings.certificates, foreignKey.certificate] }
              : settings
          return own.addConnection({ ...input, settings: trusting }, state)
        },
      }))
      expect(named(tries.filter(({ kind, admitted }) => kind !== 'control' && admitted))).toEqual([
        'SAML 2.0: another key',
      ])
      expect(judgeTries(tries, protocols)).toMatchObject({ verdict: 'fails', code: 'attack-admitted' })
    },
    busyMs,
  )

  it(
    'finds every other way into a company closed, and fails where accounts are exempt',
    async () => {
      const observe = (breakIt: (own: Throwaway) => Throwaway) =>
        withCompanies((own) =>
          withOpenidProvider(run.platform, (openid) => tryRequired(run, breakIt(own), openid)),
        )
      const closed = await observe((own) => own)
      expect(closed.tries.filter(({ admitted }) => admitted).map(({ pathway }) => pathway)).toEqual([
        'identity-provider',
        'emergency',
      ])
      expect(closed.tries.map(({ pathway, reason }) => `${pathway} ${reason}`)).toEqual([
        'open-session not-signed-in',
        'password sign-on-required',
        'passkey sign-on-required',
        'password-reset-mail no-link',
        'password-reset-link sign-on-required',
        'other-provider sign-on-required',
        'identity-provider null',
        'emergency-without-second-factor second-factor',
        'emergency null',
        'deactivated-session not-signed-in',
        'deactivated-person no-account',
      ])
      expect(judgeRequired(closed)).toMatchObject({ verdict: 'holds' })

      // Everybody is an emergency account.
      const broken = await observe((own) => ({
        ...own,
        addPerson: (roles) => own.addPerson(roles, { breakGlass: true }),
      }))
      expect(judgeRequired(broken)).toMatchObject({ verdict: 'fails', code: 'other-way-admitted' })
    },
    busyMs,
  )

  it('sees where sign-in with Google leads, and promises nothing without it', async () => {
    const { platform } = installation
    await writeFile(join(platform.environment.dataDir, 'google'), 'a secret')
    await withOpenidProvider(platform, async ({ issuer }) => {
      const google = { clientId: 'client-of-google', clientSecretFile: 'google', issuer }
      platform.configure({ signIn: { google } })
      const { seen } = await seeSocial(run)
      expect(seen).toEqual([
        {
          provider: 'google',
          issuer,
          leadsTo: issuer,
          bound: true,
          codePath: { right: true, refused: 5, forged: 5 },
        },
      ])
      expect(judgeProviders({ seen }, ['Google'])).toMatchObject({ verdict: 'holds' })
      expect(judgeProviders({ seen }, ['Google', 'Apple'])).toMatchObject({ verdict: 'fails' })
      expect(socialSeen.targets(platform.configuration(), platform)).toHaveLength(1)
    })
    platform.configure({})
    expect(socialSeen.targets(platform.configuration(), platform)).toEqual([])
  })
})
