import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/node-saml'
import { Problem } from '../../../../kernel/problem.ts'
import type { SamlConnection } from './connection.ts'
import { samlProblem } from './refusal.ts'

/** node-saml asks for waiting requests before it checks signatures; ours are taken after that, once, from the store. */
const deferred: CacheProvider = {
  saveAsync: (key, value) => Promise.resolve({ value, createdAt: 0 }),
  getAsync: () => Promise.resolve('9999-01-01T00:00:00Z'),
  removeAsync: (key) => Promise.resolve(key),
}

/**
 * Checks the signatures of the response and of its assertion, and hands the very bytes that the first one covers to
 * `judge`, whose faults come before those that node-saml finds itself. Throws a Problem.
 */
export async function verifySignatures(
  connection: SamlConnection,
  certificates: readonly string[],
  xml: string,
  judge: (signedXml: string) => void,
): Promise<void> {
  const verifier = new Verifier(connection, certificates, judge)
  try {
    await verifier.validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString('base64') })
  } catch (error) {
    if (error instanceof Problem) throw error
    const lapsed = connection.idp.certificates.length - certificates.length
    throw samlProblem('saml-signature', lapsed > 0 ? `not tried, as not valid now: ${lapsed}` : '')
  }
  if (!verifier.judged) throw samlProblem('saml-signature')
}

class Verifier extends SAML {
  judged = false
  private readonly judge: (signedXml: string) => void

  constructor(
    connection: SamlConnection,
    certificates: readonly string[],
    judge: (signedXml: string) => void,
  ) {
    super({
      callbackUrl: connection.acsUrl,
      issuer: connection.entityId,
      audience: connection.entityId,
      idpIssuer: connection.idp.entityId,
      idpCert: [...certificates],
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: true,
      validateInResponseTo: ValidateInResponseTo.always,
      cacheProvider: deferred,
      // Reads the ambient clock, which nothing can steer; `judge` checks the times.
      acceptedClockSkewMs: -1,
    })
    this.judge = judge
  }

  protected override getSignedAssertion(signedXml: string): Promise<string | null> {
    this.judge(signedXml)
    this.judged = true
    return super.getSignedAssertion(signedXml)
  }
}
