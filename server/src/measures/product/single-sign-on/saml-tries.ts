import { randomBytes } from 'node:crypto'
import { wrappings, type Caller, type SamlDeviation } from '../../../engine/identity/index.ts'
import { minute } from '../../../kernel/clock.ts'
import { begin, follow, newBrowser, postSaml, type Ended } from './arrival.ts'
import type { Kind, Try } from './kinds.ts'
import { connections, connectSaml, type Connections, type Scene } from './scene.ts'

interface Stage extends Scene, Connections {
  /** Somebody with an account and an authenticator app. */
  readonly victim: { readonly email: string; readonly subject: string }
}

interface Attempt {
  readonly kind: Kind | 'control'
  readonly name: string
  readonly expected: string | null
  readonly tryIt: (stage: Stage) => Promise<Ended>
}

const skewed = 6 * minute
const lasts = 5 * minute

function somebody({ own }: Pick<Scene, 'own'>) {
  const name = randomBytes(6).toString('hex')
  return person(`subject-${name}`, `${name}@${own.domain}`)
}

const person = (nameId: string, email: string | null) => ({
  nameId,
  attributes: { cn: ['Prüfkonto'], ...(email === null ? {} : { mail: [email] }) },
})

/** Signs on at a provider that deviates; its words come on top of somebody new. */
async function arrive(
  stage: Stage,
  deviation: SamlDeviation = {},
  connection = stage.first,
): Promise<{ before: Caller; response: string; ended: Ended }> {
  const browser = newBrowser(stage.run)
  const words = { ...somebody(stage), ...deviation.words }
  const response = stage.saml.respond(await begin(browser, connection), { ...deviation, words })
  const before = browser.copy(stage.run.platform)
  return { before, response, ended: await deliver(stage, browser, response, connection) }
}

const deliver = async ({ run }: Scene, browser: Caller, response: string, connection: string) =>
  follow(browser, await postSaml(run, connection, response))

const attack = (
  kind: Kind,
  name: string,
  expected: string,
  deviate: (stage: Stage) => SamlDeviation,
  connection: (stage: Stage) => string = ({ first }) => first,
): Attempt => ({
  kind,
  name,
  expected,
  tryIt: async (stage) => (await arrive(stage, deviate(stage), connection(stage))).ended,
})

const at = ({ run }: Stage, shiftMs: number) => ({ words: { now: run.platform.clock.now() + shiftMs } })
const without = (attribute: string) => (xml: string) =>
  xml.replaceAll(new RegExp(` ${attribute}="[^"]*"`, 'g'), '')
const wrap = (name: string, { victim }: Stage): SamlDeviation => ({
  after: (xml) => wrappings(xml, victim.subject)[name] ?? '',
})

const attempts: readonly Attempt[] = [
  {
    kind: 'control',
    name: 'new account',
    expected: null,
    tryIt: async (stage) => (await arrive(stage)).ended,
  },
  {
    kind: 'replayed',
    name: 'in the browser that sent it',
    expected: 'attempt-over',
    async tryIt(stage) {
      const { before, response } = await arrive(stage)
      return deliver(stage, before, response, stage.first)
    },
  },
  {
    kind: 'replayed',
    name: 'in a sign-in of its own',
    expected: 'saml-replayed',
    async tryIt(stage) {
      const { response } = await arrive(stage)
      const thief = newBrowser(stage.run)
      await begin(thief, stage.first)
      return deliver(stage, thief, response, stage.first)
    },
  },
  {
    kind: 'other-browser',
    name: 'that began nothing',
    expected: 'attempt-over',
    async tryIt(stage) {
      const begun = await begin(newBrowser(stage.run), stage.first)
      const response = stage.saml.respond(begun, { words: somebody(stage) })
      return deliver(stage, newBrowser(stage.run), response, stage.first)
    },
  },
  {
    kind: 'other-browser',
    name: 'that began one of its own',
    expected: 'attempt-over',
    async tryIt(stage) {
      const begun = await begin(newBrowser(stage.run), stage.first)
      const response = stage.saml.respond(begun, { words: somebody(stage) })
      const victim = newBrowser(stage.run)
      await begin(victim, stage.first)
      return deliver(stage, victim, response, stage.first)
    },
  },
  {
    kind: 'mixed-up',
    name: 'at another connection',
    expected: 'attempt-over',
    async tryIt(stage) {
      const browser = newBrowser(stage.run)
      const begun = await begin(browser, stage.first)
      return deliver(stage, browser, stage.saml.respond(begun, { words: somebody(stage) }), stage.second)
    },
  },
  attack('mixed-up', 'of another issuer', 'saml-issuer', () => ({
    words: { issuer: 'https://other.throwaway.invalid' },
  })),
  attack('unsolicited', 'without request', 'saml-unsolicited', () => ({ before: without('InResponseTo') })),
  attack('unsolicited', 'to a request of nobody', 'saml-request-unknown', () => ({
    words: { inResponseTo: `_${randomBytes(16).toString('hex')}` },
  })),
  attack('unsigned', 'response and assertion', 'saml-unsigned', () => ({ signer: null })),
  attack('unsigned', 'assertion', 'saml-unsigned', () => ({ signing: { elements: ['Response'] } })),
  attack('unsigned', 'response', 'saml-unsigned', () => ({ signing: { elements: ['Assertion'] } })),
  attack('wrongly-signed', 'another key', 'saml-signature', ({ saml }) => ({ signer: saml.foreignKey })),
  attack('altered', 'subject after signing', 'saml-signature', ({ victim }) => ({
    after: (xml) => xml.replace(/(<saml:NameID[^>]*>)[^<]*/, `$1${victim.subject}`),
  })),
  attack('altered', 'subject with a comment', 'saml-comment', ({ victim }) => ({
    words: { nameId: `${victim.subject}.more` },
    after: (xml) => xml.replace(`${victim.subject}.more`, `${victim.subject}<!---->.more`),
  })),
  attack('altered', 'document type with entities', 'saml-dtd', () => ({
    after: (xml) => `<!DOCTYPE r [<!ENTITY a "b">]>${xml}`,
  })),
  ...['XSW1', 'XSW2', 'XSW3', 'XSW4', 'XSW5', 'XSW6', 'XSW7', 'XSW8'].map((name) =>
    attack('wrapped', name, 'saml-wrapped', (stage) => wrap(name, stage)),
  ),
  attack('wrong-audience', 'audience', 'saml-audience', () => ({
    words: { audience: 'https://other.throwaway.invalid' },
  })),
  attack('wrong-audience', 'recipient', 'saml-recipient', () => ({
    before: (xml) => xml.replace(/ Recipient="[^"]*"/, ' Recipient="https://other.throwaway.invalid/acs"'),
  })),
  attack('wrong-audience', 'destination', 'saml-destination', () => ({
    before: (xml) =>
      xml.replace(/ Destination="[^"]*"/, ' Destination="https://other.throwaway.invalid/acs"'),
  })),
  attack('expired', 'six minutes ago', 'saml-expired', ({ run }) => {
    const ended = new Date(run.platform.clock.now() - skewed).toISOString()
    return { before: (xml) => xml.replaceAll(/ NotOnOrAfter="[^"]*"/g, ` NotOnOrAfter="${ended}"`) }
  }),
  attack('expired', 'issued eleven minutes ago', 'saml-clock', (stage) => at(stage, -skewed - lasts)),
  attack('expired', 'in six minutes', 'saml-clock', (stage) => at(stage, skewed)),
  attack('foreign-account', 'unproven domain', 'no-account', ({ other }) => ({
    words: person('somebody', `somebody@${other.domain}`),
  })),
  attack(
    'foreign-account',
    'account of another company',
    'no-account',
    ({ victim }) => ({ words: person(victim.subject, victim.email) }),
    ({ foreign }) => foreign,
  ),
  attack(
    'foreign-account',
    'subject of another connection',
    'no-account',
    ({ victim }) => ({ words: person(victim.subject, null) }),
    ({ second }) => second,
  ),
  {
    kind: 'no-second-factor',
    name: 'account with an authenticator app',
    expected: 'second-factor-asked',
    async tryIt(stage) {
      const { ended } = await arrive(stage, { words: person(stage.victim.subject, stage.victim.email) })
      return ended.place === '/console/sign-in/second-factor' && ended.reason === null
        ? { ...ended, reason: 'second-factor-asked' }
        : ended
    },
  },
  {
    kind: 'control',
    name: 'the same with a class of several factors',
    expected: null,
    async tryIt(stage) {
      const words = {
        ...person(stage.victim.subject, stage.victim.email),
        authnContext: 'https://refeds.org/profile/mfa',
      }
      const { ended } = await arrive(stage, { words })
      return { ...ended, admitted: ended.admitted && ended.level === 2 }
    },
  },
]

/** Makes all tries by SAML. `email`: of an account of the own company with an authenticator app. */
export async function trySaml(scene: Scene, email: string): Promise<Try[]> {
  const connected = await connections(scene, (throwaway) => connectSaml(scene.saml, throwaway))
  const victim = { email, subject: `subject-${randomBytes(6).toString('hex')}` }
  const stage: Stage = { ...scene, ...connected, victim }
  // From now on the identity provider's subject is connected with the account.
  await arrive(stage, { words: person(victim.subject, email) })
  const tries: Try[] = []
  for (const { kind, name, expected, tryIt } of attempts) {
    const { admitted, reason } = await tryIt(stage)
    tries.push({ protocol: 'SAML 2.0', kind, name, admitted, reason, expected })
  }
  return tries
}
