import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/node-saml'
import { requestMs, type SamlConnection, type SamlStore } from './connection.ts'
import { samlProblem } from './refusal.ts'

/** SAML bindings, 3.4.3. */
const relayStateBytesMax = 80

/**
 * Starts a sign-in: remembers a request, and says where to send the browser (HTTP-Redirect). The identity provider chooses
 * the format of the NameID; `forceAuthn` asks it to ask the person again. Throws a Problem when no address is known.
 */
export async function beginSaml(
  connection: SamlConnection,
  store: SamlStore,
  options: { readonly relayState?: string; readonly forceAuthn?: boolean; readonly now: number },
): Promise<{ redirectUrl: string; requestId: string }> {
  const relayState = options.relayState ?? ''
  if (Buffer.byteLength(relayState) > relayStateBytesMax) throw new RangeError('the RelayState is too long')
  if (!URL.canParse(connection.idp.ssoUrl)) throw samlProblem('saml-metadata-address')
  let requestId = ''
  const cache: CacheProvider = {
    async saveAsync(id, value) {
      requestId = id
      await store.rememberRequest(id, connection.id, options.now + requestMs)
      return { value, createdAt: options.now }
    },
    getAsync: () => Promise.resolve(null),
    removeAsync: () => Promise.resolve(null),
  }
  const requester = new SAML({
    callbackUrl: connection.acsUrl,
    issuer: connection.entityId,
    entryPoint: connection.idp.ssoUrl,
    idpCert: [...connection.idp.certificates],
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: cache,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    forceAuthn: options.forceAuthn ?? false,
  })
  const redirectUrl = await requester.getAuthorizeUrlAsync(relayState, undefined, {})
  return { redirectUrl, requestId }
}
