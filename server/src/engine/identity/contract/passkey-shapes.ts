import { z } from 'zod'

/** Base64url without padding. */
const bytes = (charactersMax: number) =>
  z
    .string()
    .max(charactersMax)
    .regex(/^[A-Za-z0-9_-]*$/)

const credential = {
  id: bytes(1400).min(1),
  rawId: bytes(1400).min(1),
  type: z.literal('public-key'),
}

/** What `navigator.credentials.create` answers, as JSON (WebAuthn, RegistrationResponseJSON). */
export const passkeyRegistration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000).min(1),
    attestationObject: bytes(24_000).min(1),
    transports: z.array(z.string().max(32)).max(16).default([]),
  }),
})

/** What `navigator.credentials.get` answers, as JSON (WebAuthn, AuthenticationResponseJSON). */
export const passkeyAuthentication = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000).min(1),
    authenticatorData: bytes(8_000).min(1),
    signature: bytes(4_000).min(1),
    userHandle: bytes(128).nullish(),
  }),
})

export type PasskeyRegistration = z.output<typeof passkeyRegistration>
export type PasskeyAuthentication = z.output<typeof passkeyAuthentication>

/** What the browser needs for one of both; it is told by the WebAuthn standard, not by us. */
export const passkeyOptions = z.looseObject({ challenge: z.string() })
