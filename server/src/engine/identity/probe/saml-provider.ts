import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import {
  base64,
  samlResponse,
  samlWords,
  signSaml,
  type SamlWords,
  type SigningOptions,
} from './saml-response.ts'
import { newSigningKey, type SigningKey } from './signing-key.ts'

const requestBytesMax = 64 * 1024

/** What a service provider asked for. */
export interface SamlRequest {
  readonly id: string
  readonly acsUrl: string
  readonly issuer: string
}

/** How an answer deviates from an honest one. */
export interface SamlDeviation {
  readonly words?: Partial<SamlWords>
  /** Changes the XML before it is signed, and after. */
  readonly before?: (xml: string) => string
  readonly after?: (xml: string) => string
  /** null: not signed at all. */
  readonly signer?: SigningKey | null
  readonly signing?: SigningOptions
}

/** A SAML identity provider without a door: by redirect and form nobody ever asks it directly. */
export interface ProbeSamlProvider {
  readonly entityId: string
  readonly key: SigningKey
  /** Of somebody who is not this provider. */
  readonly foreignKey: SigningKey
  /** As a connection to it is set up. */
  readonly settings: {
    readonly kind: 'saml'
    readonly entityId: string
    readonly ssoUrl: string
    readonly certificates: string[]
  }
  /** Answers the request in this address with a `SAMLResponse`, Base64. */
  respond(redirectUrl: string, deviation?: SamlDeviation): string
}

/** Makes one, with keys of its own. `now` is its clock. */
export async function probeSamlProvider(now: () => number): Promise<ProbeSamlProvider> {
  const entityId = `https://${randomBytes(8).toString('hex')}.throwaway.invalid/metadata`
  const key = await newSigningKey('probe', now())
  const foreignKey = await newSigningKey('probe', now())
  return {
    entityId,
    key,
    foreignKey,
    settings: {
      kind: 'saml',
      entityId,
      ssoUrl: entityId.replace('/metadata', '/sso'),
      certificates: [key.certificate],
    },
    respond(redirectUrl, { words = {}, before = same, after = same, signer = key, signing = {} } = {}) {
      const request = readSamlRequest(redirectUrl)
      const said = samlWords({
        now: now(),
        issuer: entityId,
        acsUrl: request.acsUrl,
        audience: request.issuer,
        inResponseTo: request.id,
        ...words,
      })
      const plain = before(samlResponse(said))
      return base64(after(signer === null ? plain : signSaml(plain, signer, signing)))
    },
  }
}

const same = (xml: string) => xml

/** The request in an address (HTTP-Redirect binding). Throws when there is none. */
export function readSamlRequest(redirectUrl: string): SamlRequest {
  const packed = Buffer.from(new URL(redirectUrl).searchParams.get('SAMLRequest') ?? '', 'base64')
  const xml = inflateRawSync(packed, { maxOutputLength: requestBytesMax }).toString('utf8')
  const find = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? ''
  return {
    id: find(/<\w+:AuthnRequest[^>]* ID="([^"]+)"/),
    acsUrl: find(/ AssertionConsumerServiceURL="([^"]+)"/),
    issuer: find(/<\w+:Issuer[^>]*>([^<]+)</),
  }
}
