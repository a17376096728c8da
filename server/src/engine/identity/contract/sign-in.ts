import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { passkeyAuthentication, passkeyOptions } from './passkey-shapes.ts'
import {
  code,
  done,
  email,
  language,
  linkSecret,
  password,
  passwordCharacters,
  personName,
} from './shapes.ts'

const step = z.object({ next: z.enum(['done', 'second-factor', 'enrol']) })
const options = z.object({ options: passkeyOptions })

export const showWays = defineRoute({
  name: 'show-sign-in-ways',
  method: 'post',
  path: '/api/v1/sign-in/ways',
  summary: 'Which ways in there are for an e-mail address; the same whether or not it has an account',
  permission: 'public',
  body: z.strictObject({ email }),
  output: z.object({
    password: z.boolean(),
    passkey: z.boolean(),
    social: z.array(z.enum(['google', 'apple'])),
    /** Where to go when the address belongs to a domain with its own identity provider. */
    signOn: z.object({ name: z.string(), path: z.string() }).nullable(),
  }),
})

export const signInWithPassword = defineRoute({
  name: 'sign-in-with-password',
  method: 'post',
  path: '/api/v1/sign-in/password',
  summary: 'Sign in with e-mail address and password; a second factor follows where one is set up',
  permission: 'public',
  body: z.strictObject({ email, password }),
  output: step,
})

export const signInWithTotp = defineRoute({
  name: 'sign-in-with-totp',
  method: 'post',
  path: '/api/v1/sign-in/totp',
  summary: 'Second step: the code of an authenticator app',
  permission: 'public',
  body: z.strictObject({ code }),
  output: step,
})

export const signInWithRecoveryCode = defineRoute({
  name: 'sign-in-with-recovery-code',
  method: 'post',
  path: '/api/v1/sign-in/recovery-code',
  summary: 'Second step: one of the recovery codes, which it uses up',
  permission: 'public',
  body: z.strictObject({ code }),
  output: step,
})

export const showPasskeyOptions = defineRoute({
  name: 'show-passkey-options',
  method: 'post',
  path: '/api/v1/sign-in/passkey/options',
  summary: 'Challenge for a passkey, as the only step or as the second',
  permission: 'public',
  output: options,
})

export const signInWithPasskey = defineRoute({
  name: 'sign-in-with-passkey',
  method: 'post',
  path: '/api/v1/sign-in/passkey',
  summary: 'Sign in with a passkey, or finish the second step with it',
  permission: 'public',
  body: z.strictObject({ credential: passkeyAuthentication }),
  output: step,
})

export const signOut = defineRoute({
  name: 'sign-out',
  method: 'post',
  path: '/api/v1/sign-out',
  summary: 'End the own session',
  permission: 'public',
  output: done,
})

export const showStepUp = defineRoute({
  name: 'show-step-up',
  method: 'get',
  path: '/api/v1/step-up',
  summary: 'How the signed-in person can prove again who they are',
  permission: 'self:enrol',
  output: z.object({ ways: z.array(z.enum(['password', 'totp', 'passkey', 'sign-on'])) }),
})

export const stepUpWithPassword = defineRoute({
  name: 'step-up-with-password',
  method: 'post',
  path: '/api/v1/step-up/password',
  summary: 'Prove again who you are, by password; only for accounts without a second factor',
  permission: 'self:enrol',
  body: z.strictObject({ password }),
  output: done,
})

export const stepUpWithTotp = defineRoute({
  name: 'step-up-with-totp',
  method: 'post',
  path: '/api/v1/step-up/totp',
  summary: 'Prove again who you are, by the code of an authenticator app',
  permission: 'self:enrol',
  body: z.strictObject({ code }),
  output: done,
})

export const stepUpPasskeyOptions = defineRoute({
  name: 'show-step-up-passkey-options',
  method: 'post',
  path: '/api/v1/step-up/passkey/options',
  summary: 'Challenge for a passkey of the signed-in person',
  permission: 'self:enrol',
  output: options,
})

export const stepUpWithPasskey = defineRoute({
  name: 'step-up-with-passkey',
  method: 'post',
  path: '/api/v1/step-up/passkey',
  summary: 'Prove again who you are, by passkey',
  permission: 'self:enrol',
  body: z.strictObject({ credential: passkeyAuthentication }),
  output: done,
})

export const changePassword = defineRoute({
  name: 'change-password',
  method: 'put',
  path: '/api/v1/me/password',
  summary: 'Set or change the own password; other sessions end',
  permission: 'self:change',
  stepUp: true,
  body: z.strictObject({ password }),
  output: done,
})

export const requestPasswordReset = defineRoute({
  name: 'request-password-reset',
  method: 'post',
  path: '/api/v1/password-reset',
  summary: 'Ask for a link to set a new password; the answer is the same for every address',
  permission: 'public',
  body: z.strictObject({ email }),
  output: done,
})

export const resetPassword = defineRoute({
  name: 'reset-password',
  method: 'post',
  path: '/api/v1/password-reset/redeem',
  summary: 'Set a new password with the link from the mail; signing in, with second factor, comes afterwards',
  permission: 'public',
  body: z.strictObject({ secret: linkSecret, password }),
  output: done,
})

export const showInvitation = defineRoute({
  name: 'show-invitation',
  method: 'post',
  path: '/api/v1/invitation',
  summary: 'What an invitation is for',
  permission: 'public',
  body: z.strictObject({ secret: linkSecret }),
  output: z.object({
    organisation: z.string(),
    email: z.string(),
    name: z.string(),
    language,
    passwordCharacters,
  }),
})

export const acceptInvitation = defineRoute({
  name: 'accept-invitation',
  method: 'post',
  path: '/api/v1/invitation/accept',
  summary: 'Accept an invitation; without a password a passkey must follow',
  permission: 'public',
  body: z.strictObject({ secret: linkSecret, name: personName, language, password: password.nullable() }),
  output: step,
})

export const showSetup = defineRoute({
  name: 'show-setup',
  method: 'post',
  path: '/api/v1/setup',
  summary: "Whether the first administrator's link still works",
  permission: 'public',
  body: z.strictObject({ secret: z.string().max(100) }),
  output: z.object({ provider: z.string(), passwordCharacters }),
})

export const acceptSetup = defineRoute({
  name: 'accept-setup',
  method: 'post',
  path: '/api/v1/setup/accept',
  summary: "Use the first administrator's link: makes the provider and its first owner",
  permission: 'public',
  body: z.strictObject({
    secret: z.string().max(100),
    organisation: z.string().trim().min(1).max(120),
    name: personName,
    email,
    language,
    password: password.nullable(),
  }),
  output: step,
})
