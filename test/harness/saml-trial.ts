import type { SamlConnection } from '../../server/src/engine/identity/sign-on/saml/connection.ts'
import { finishSaml } from '../../server/src/engine/identity/sign-on/saml/finish.ts'
import { reasonOf, samlConnectionTo, samlStoreInMemory } from './saml-connection.ts'
import { base64, samlResponse, samlWords, signSaml, type SamlWords } from './saml-response.ts'
import { signingKey, type SigningKey } from './signing-key.ts'

const dayMs = 24 * 3_600_000
export const now = Date.now()
const validFrom = new Date(now - dayMs)
/** The provider's key, valid since yesterday; `next` is another one. */
export const key = signingKey('idp', { validFrom })
export const next = signingKey('idp-next', { validFrom })
export const connection = samlConnectionTo([key.certificate])

export interface SamlTrial {
  readonly words?: Partial<SamlWords>
  /** Changes the XML before it is signed. */
  readonly before?: (xml: string) => string
  readonly connection?: SamlConnection
  readonly signer?: SigningKey
  readonly at?: number
  readonly authenticatedWithinMs?: number
}

/** A store in which the request `_request` waits. */
export async function waiting(connectionId = connection.id) {
  const store = samlStoreInMemory(() => now)
  await store.rememberRequest('_request', connectionId, now + dayMs)
  return store
}

export const response = ({ words = {}, before = (xml) => xml, signer = key }: SamlTrial = {}) =>
  base64(signSaml(before(samlResponse(samlWords({ now, acsUrl: connection.acsUrl, ...words }))), signer))

/** Posts a response made and signed as said, while its request waits. */
export async function finish(trial: SamlTrial = {}) {
  const { at = now, authenticatedWithinMs } = trial
  const within = authenticatedWithinMs === undefined ? {} : { authenticatedWithinMs }
  const answer = { SAMLResponse: response(trial), now: at, ...within }
  return finishSaml(trial.connection ?? connection, await waiting(), answer)
}

/** Posts any XML while the request `_request` waits. Resolves to the reason, or `accepted`. */
export async function post(SAMLResponse: string): Promise<string> {
  const store = await waiting()
  const outcome = await reasonOf(finishSaml(connection, store, { SAMLResponse, now }))
  if (outcome !== 'accepted' && store.requests.size !== 1)
    throw new Error('the request does not wait any more')
  return outcome
}

/** A replacement that must find something to replace. */
export const change = (from: RegExp | string, to: string) => (xml: string) => {
  const changed = xml.replace(from, to)
  if (changed === xml) throw new Error(`nothing to replace: ${from}`)
  return changed
}
