import { createHmac, randomBytes } from 'node:crypto'
import type { Caller, Deviation } from '../../../engine/identity/index.ts'
import { signed } from '../../../engine/identity/index.ts'
import { minute } from '../../../kernel/clock.ts'
import { begin, follow, newBrowser, returnTo, type Ended } from './arrival.ts'
import type { Kind, Try } from './kinds.ts'
import { claim, connections, connectOpenid, type Connections, type Scene } from './scene.ts'

interface Stage extends Scene, Connections {
  /** Somebody with an account and an authenticator app. */
  readonly victim: { readonly email: string; readonly subject: string }
  /** A key that the provider does not publish. */
  readonly foreignKey: { readonly privateKey: Parameters<typeof signed>[1]['privateKey'] }
}

interface Attempt {
  readonly kind: Kind | 'control'
  readonly name: string
  readonly expected: string | null
  readonly tryIt: (stage: Stage) => Promise<Ended>
}

const skewed = 6 * minute
const lastsS = 300

/** An honest provider's words about somebody new of the company. */
const somebody = ({ own }: Pick<Scene, 'own'>) => {
  const name = randomBytes(6).toString('hex')
  return { sub: `subject-${name}`, email: `${name}@${own.domain}`, name: 'Prüfkonto' }
}

/** Signs on at a provider that deviates; `claims` come on top of somebody new. */
async function arrive(
  stage: Stage,
  deviation: Deviation = {},
  connection = stage.first,
): Promise<{ browser: Caller; parameters: URLSearchParams; before: Caller; ended: Ended }> {
  const browser = newBrowser(stage.run)
  const claims = { ...somebody(stage), ...deviation.claims }
  claim(stage.openid, claims, deviation)
  const parameters = stage.openid.consent(await begin(browser, connection))
  const before = browser.copy(stage.run.platform)
  const ended = await follow(browser, await returnTo(browser, connection, parameters))
  return { browser, parameters, before, ended }
}

const attack = (
  kind: Kind,
  name: string,
  expected: string,
  deviate: (stage: Stage) => Deviation,
  connection: (stage: Stage) => string = ({ first }) => first,
): Attempt => ({
  kind,
  name,
  expected,
  tryIt: async (stage) => (await arrive(stage, deviate(stage), connection(stage))).ended,
})

const secondsAt = ({ run }: Stage, shiftMs: number) => {
  const iat = Math.floor((run.platform.clock.now() + shiftMs) / 1000)
  return { iat, exp: iat + lastsS }
}
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const attempts: readonly Attempt[] = [
  {
    kind: 'control',
    name: 'new account',
    expected: null,
    tryIt: async (stage) => (await arrive(stage)).ended,
  },
  {
    kind: 'replayed',
    name: 'callback',
    expected: 'attempt-over',
    async tryIt(stage) {
      const { parameters, before } = await arrive(stage)
      return follow(before, await returnTo(before, stage.first, parameters))
    },
  },
  {
    kind: 'replayed',
    name: 'code that the provider takes twice',
    expected: 'oidc-nonce',
    async tryIt(stage) {
      const used = (await arrive(stage, { codesLast: true })).parameters
      const thief = newBrowser(stage.run)
      const parameters = stage.openid.consent(await begin(thief, stage.first))
      parameters.set('code', used.get('code') ?? '')
      return follow(thief, await returnTo(thief, stage.first, parameters))
    },
  },
  {
    kind: 'other-browser',
    name: 'that began nothing',
    expected: 'attempt-over',
    async tryIt(stage) {
      const parameters = stage.openid.consent(await begin(newBrowser(stage.run), stage.first))
      const victim = newBrowser(stage.run)
      return follow(victim, await returnTo(victim, stage.first, parameters))
    },
  },
  {
    kind: 'other-browser',
    name: 'that began one of its own',
    expected: 'oidc-state',
    async tryIt(stage) {
      const parameters = stage.openid.consent(await begin(newBrowser(stage.run), stage.first))
      const victim = newBrowser(stage.run)
      await begin(victim, stage.first)
      return follow(victim, await returnTo(victim, stage.first, parameters))
    },
  },
  attack('mixed-up', 'iss of another provider', 'oidc-mixed-up', () => ({
    callback: { iss: 'https://other.throwaway.invalid' },
  })),
  {
    kind: 'mixed-up',
    name: 'callback of another connection',
    expected: 'attempt-over',
    async tryIt(stage) {
      const browser = newBrowser(stage.run)
      const parameters = stage.openid.consent(await begin(browser, stage.first))
      return follow(browser, await returnTo(browser, stage.second, parameters))
    },
  },
  attack('mixed-up', 'token of another issuer', 'oidc-token-issuer', () => ({
    claims: { iss: 'https://other.throwaway.invalid' },
  })),
  attack('altered', 'wrong nonce', 'oidc-nonce', () => ({ claims: { nonce: 'another' } })),
  attack('altered', 'no nonce', 'oidc-malformed', () => ({ claims: { nonce: undefined } })),
  attack('altered', 'wrong state', 'oidc-state', () => ({ callback: { state: 'another' } })),
  attack('unsigned', 'alg none', 'oidc-algorithm', () => ({
    sign: (claims) => `${encode({ alg: 'none' })}.${encode(claims)}.`,
  })),
  attack('wrongly-signed', 'another key', 'oidc-signature', ({ openid, foreignKey }) => ({
    sign: (claims) => signed(claims, { ...foreignKey, kid: openid.key.kid }),
  })),
  attack('wrongly-signed', 'public key as secret', 'oidc-algorithm', ({ openid }) => ({
    sign(claims) {
      const input = `${encode({ alg: 'HS256', kid: openid.key.kid })}.${encode(claims)}`
      return `${input}.${createHmac('sha256', openid.key.publicKeyPem).update(input).digest('base64url')}`
    },
  })),
  attack('wrong-audience', 'audience', 'oidc-audience', () => ({ claims: { aud: 'another-client' } })),
  attack('expired', 'six minutes ago', 'oidc-expired', (stage) => ({
    claims: secondsAt(stage, -skewed - lastsS * 1000),
  })),
  attack('expired', 'in six minutes', 'oidc-clock', (stage) => ({ claims: secondsAt(stage, skewed) })),
  attack('foreign-account', 'unproven domain', 'no-account', ({ other }) => ({
    claims: { email: `somebody@${other.domain}` },
  })),
  attack(
    'foreign-account',
    'account of another company',
    'no-account',
    ({ victim }) => ({ claims: { sub: victim.subject, email: victim.email } }),
    ({ foreign }) => foreign,
  ),
  attack(
    'foreign-account',
    'subject of another connection',
    'no-account',
    ({ victim }) => ({ claims: { sub: victim.subject, email: undefined } }),
    ({ second }) => second,
  ),
  {
    kind: 'no-second-factor',
    name: 'account with an authenticator app',
    expected: 'second-factor-asked',
    async tryIt(stage) {
      const { ended } = await arrive(stage, {
        claims: { sub: stage.victim.subject, email: stage.victim.email },
      })
      return ended.place === '/console/sign-in/second-factor' && ended.reason === null
        ? { ...ended, reason: 'second-factor-asked' }
        : ended
    },
  },
  {
    kind: 'control',
    name: 'the same with mfa',
    expected: null,
    async tryIt(stage) {
      const { subject: sub, email } = stage.victim
      const { ended } = await arrive(stage, { claims: { sub, email, amr: ['pwd', 'mfa'] } })
      return { ...ended, admitted: ended.admitted && ended.level === 2 }
    },
  },
]

/** Makes all tries by OpenID Connect. `email`: of an account of the own company with an authenticator app. */
export async function tryOpenid(scene: Scene, email: string): Promise<Try[]> {
  const connected = await connections(scene, (throwaway) => connectOpenid(scene.openid, throwaway))
  const { publicKey: _, ...foreignKey } = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    false,
    ['sign', 'verify'],
  )
  const victim = { email, subject: `subject-${randomBytes(6).toString('hex')}` }
  const stage: Stage = { ...scene, ...connected, victim, foreignKey }
  // From now on the identity provider's subject is connected with the account.
  await arrive(stage, { claims: { sub: victim.subject, email } })
  const tries: Try[] = []
  for (const { kind, name, expected, tryIt } of attempts) {
    const { admitted, reason } = await tryIt(stage)
    tries.push({ protocol: 'OpenID Connect', kind, name, admitted, reason, expected })
  }
  return tries
}
