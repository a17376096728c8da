import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { CallProblem, text } from '@nachweis/console'
import type { PasskeyAuthentication, PasskeyRegistration } from '../contract/passkey-shapes.ts'

/** `here`: passkeys work; `elsewhere`: not at a bare address; `insecure`: not without TLS; `unknown`: not this browser. */
export type PasskeyPlace = 'here' | 'elsewhere' | 'insecure' | 'unknown'

/** Whether passkeys can work where this page stands (WebAuthn, section 5.1.2: a name, in a secure context). */
export function passkeyPlace({ hostname }: Pick<Location, 'hostname'> = location): PasskeyPlace {
  if (!window.isSecureContext) return 'insecure'
  if (isAddress(hostname)) return 'elsewhere'
  return browserSupportsWebAuthn() ? 'here' : 'unknown'
}

/** The same page under a name, when this is the machine itself; else null. */
export function byName({ hostname, href }: Pick<Location, 'hostname' | 'href'> = location): string | null {
  if (!/^127\.|^\[::1\]$/.test(hostname)) return null
  const url = new URL(href)
  url.hostname = 'localhost'
  return url.href
}

const isAddress = (hostname: string) => hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)

export const canAutofill = async (): Promise<boolean> =>
  passkeyPlace() === 'here' && (await browserSupportsWebAuthnAutofill())

/** Has the browser answer a challenge; `byAutofill` waits quietly in the list of a field. Throws a CallProblem. */
export async function answerChallenge(options: object, byAutofill = false): Promise<PasskeyAuthentication> {
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  try {
    return await startAuthentication({ optionsJSON, useBrowserAutofill: byAutofill })
  } catch (error) {
    throw problemOf(error)
  }
}

/** Has the browser make a passkey. Throws a CallProblem. */
export async function makePasskey(options: object): Promise<PasskeyRegistration> {
  try {
    const made = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    const { id, rawId, type, response } = made
    const { clientDataJSON, attestationObject, transports = [] } = response
    return { id, rawId, type, response: { clientDataJSON, attestationObject, transports } }
  } catch (error) {
    throw problemOf(error)
  }
}

/** Gives up whatever the browser waits for. */
export const stopPasskey = (): void => WebAuthnAbortService.cancelCeremony()

/** Whether the browser gave up because we asked it to: nobody needs to hear of it. */
export const isStopped = (error: unknown): boolean =>
  error instanceof CallProblem && error.reason === 'passkey-stopped'

function problemOf(error: unknown): CallProblem {
  const name = error instanceof Error ? error.name : ''
  if (name === 'AbortError') return new CallProblem(0, 'passkey-stopped', words.stopped)
  if (name === 'NotAllowedError') return new CallProblem(0, 'passkey-cancelled', words.cancelled)
  if (name === 'InvalidStateError') return new CallProblem(0, 'passkey-known', words.known)
  if (name === 'SecurityError') return new CallProblem(0, 'passkeys-elsewhere', words.elsewhere)
  return new CallProblem(0, 'passkey-failed', words.failed)
}

const words = {
  stopped: text('Abgebrochen.', 'Cancelled.'),
  cancelled: text(
    'Der Passkey wurde nicht bestätigt: Das Fenster wurde geschlossen, die Zeit ist abgelaufen, oder auf diesem Gerät liegt keiner. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
    'The passkey was not confirmed: the window was closed, time ran out, or there is none on this device. Try again or choose another way.',
  ),
  known: text(
    'Auf diesem Gerät liegt schon ein Passkey für dieses Konto. Nehmen Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
    'This device already holds a passkey for this account. Use another device or a security key.',
  ),
  elsewhere: text(
    'Passkeys gehören zu einem Namen und funktionieren unter dieser Adresse nicht.',
    'Passkeys belong to a name and do not work at this address.',
  ),
  failed: text(
    'Der Browser konnte den Passkey nicht benutzen. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
    'The browser could not use the passkey. Try again or choose another way.',
  ),
}
