import { z } from 'zod'
import { defineRoute, response } from '../../../kernel/route.ts'
import { done, id, organisationPath, role, time } from './shapes.ts'
import { attribute, samlSettings, settings, url } from './sign-on-settings.ts'

const connectionPath = organisationPath.extend({ connection: id })
const domainPath = organisationPath.extend({ domain: id })
const name = z.string().trim().min(1).max(120)

const connectionInput = z.strictObject({
  name,
  settings,
  /** OIDC only; kept when absent. */
  clientSecret: z.string().min(1).max(1000).optional(),
  roleMap: z
    .array(z.strictObject({ group: attribute, role }))
    .max(100)
    .default([]),
  defaultRole: role,
  justInTime: z.boolean().default(true),
  /** The organisation vouches that its identity provider asks for a second factor, where it does not say so itself. */
  vouchesForSecondFactor: z.boolean().default(false),
})

const connection = z.object({
  id: z.string(),
  name: z.string(),
  settings,
  hasSecret: z.boolean(),
  roleMap: z.array(z.object({ group: z.string(), role })),
  defaultRole: role,
  justInTime: z.boolean(),
  vouchesForSecondFactor: z.boolean(),
  state: z.enum(['draft', 'tested', 'enforced']),
  testedAt: time.nullable(),
  /** What the identity provider must be told about us. */
  ours: z.object({
    redirectUri: z.string(),
    entityId: z.string(),
    acsUrl: z.string(),
    metadataUrl: z.string(),
  }),
  certificates: z.array(z.object({ subject: z.string(), notAfter: time, expiresSoon: z.boolean() })),
})

const domain = z.object({
  id: z.string(),
  domain: z.string(),
  /** The TXT record that proves it. */
  record: z.object({ name: z.string(), value: z.string() }),
  provenAt: time.nullable(),
  checkedAt: time.nullable(),
})

const read = 'identity:read-sign-on'
const change = 'identity:change-sign-on'
const base = '/api/v1/organisations/{organisation}/sign-on'

export const showSignOn = defineRoute({
  name: 'show-sign-on',
  method: 'get',
  path: base,
  summary: 'Domains, connections to identity providers and emergency accounts of an organisation',
  permission: read,
  params: organisationPath,
  output: z.object({
    domains: z.array(domain),
    connections: z.array(connection),
    breakGlass: z.number().int(),
  }),
})

export const addDomain = defineRoute({
  name: 'add-domain',
  method: 'post',
  path: `${base}/domains`,
  summary: 'Begin to prove a domain',
  permission: change,
  params: organisationPath,
  body: z.strictObject({ domain: z.string().trim().min(3).max(253) }),
  output: domain,
})

export const checkDomain = defineRoute({
  name: 'check-domain',
  method: 'post',
  path: `${base}/domains/{domain}/check`,
  summary: 'Look the TXT record up now',
  permission: change,
  params: domainPath,
  output: domain.extend({ found: z.array(z.string()) }),
})

export const removeDomain = defineRoute({
  name: 'remove-domain',
  method: 'delete',
  path: `${base}/domains/{domain}`,
  summary: 'Give a domain up',
  permission: change,
  stepUp: true,
  params: domainPath,
  output: done,
})

export const discoverProvider = defineRoute({
  name: 'discover-identity-provider',
  method: 'post',
  path: `${base}/discover`,
  summary: 'Ask an OpenID provider for its configuration',
  permission: change,
  params: organisationPath,
  body: z.strictObject({ issuer: url }),
  output: z.object({
    issuer: z.string(),
    endpoints: z.array(z.string()),
    problems: z.array(z.object({ de: z.string(), en: z.string() })),
  }),
})

export const readMetadata = defineRoute({
  name: 'read-identity-provider-metadata',
  method: 'post',
  path: `${base}/metadata`,
  summary: 'Read the SAML metadata of an identity provider',
  permission: change,
  params: organisationPath,
  body: z.strictObject({ xml: z.string().min(50).max(60_000) }),
  output: samlSettings,
})

export const createConnection = defineRoute({
  name: 'create-connection',
  method: 'post',
  path: `${base}/connections`,
  summary: 'Set up a connection; it counts only after a test',
  permission: change,
  stepUp: true,
  params: organisationPath,
  body: connectionInput,
  output: connection,
})

export const changeConnection = defineRoute({
  name: 'change-connection',
  method: 'put',
  path: `${base}/connections/{connection}`,
  summary: 'Change a connection, for example add the next certificate',
  permission: change,
  stepUp: true,
  params: connectionPath,
  body: connectionInput,
  output: connection,
})

export const removeConnection = defineRoute({
  name: 'remove-connection',
  method: 'delete',
  path: `${base}/connections/{connection}`,
  summary: 'Remove a connection',
  permission: change,
  stepUp: true,
  params: connectionPath,
  output: done,
})

export const enforceConnection = defineRoute({
  name: 'enforce-connection',
  method: 'post',
  path: `${base}/connections/{connection}/enforce`,
  summary:
    'Require the connection of everybody, or no longer; needs a test sign-in and a proven domain first',
  permission: change,
  stepUp: true,
  params: connectionPath,
  body: z.strictObject({ enforced: z.boolean() }),
  output: connection,
})

const place = z.union([id, z.enum(['google', 'apple'])])

export const signInWith = defineRoute({
  name: 'sign-in-with',
  method: 'get',
  path: '/api/v1/sign-in/with/{provider}',
  summary:
    'Leads to an identity provider: to sign in, to prove again who one is, to test it, or to link an account',
  permission: 'public',
  params: z.strictObject({ provider: place }),
  query: z.strictObject({
    purpose: z.enum(['sign-in', 'test', 'step-up', 'link']).default('sign-in'),
    to: z
      .string()
      .max(300)
      .regex(/^\/console\/[\w\-./]*$/)
      .optional(),
  }),
  output: response,
  produces: 'text/html',
})

export const oidcCallback = defineRoute({
  name: 'oidc-callback',
  method: 'get',
  path: '/api/v1/sign-in/oidc/{provider}/callback',
  summary: 'Where an OpenID provider sends the browser back',
  permission: 'public',
  params: z.strictObject({ provider: place }),
  query: z.record(z.string(), z.string().max(8192)),
  output: response,
  produces: 'text/html',
})

const form = z.record(z.string(), z.string())

export const oidcPost = defineRoute({
  name: 'oidc-post',
  method: 'post',
  path: '/api/v1/sign-in/oidc/{provider}/callback',
  summary: 'The same by form, as Apple does',
  permission: 'public',
  crossSite: true,
  params: z.strictObject({ provider: place }),
  body: form,
  output: response,
  produces: 'text/html',
})

export const samlPost = defineRoute({
  name: 'saml-assertion-consumer',
  method: 'post',
  path: '/api/v1/sign-in/saml/{connection}/acs',
  summary: 'Assertion consumer service: where a SAML identity provider sends the browser back',
  permission: 'public',
  crossSite: true,
  params: z.strictObject({ connection: id }),
  body: form,
  output: response,
  produces: 'text/html',
})

export const finishPosted = defineRoute({
  name: 'finish-posted-sign-in',
  method: 'get',
  path: '/api/v1/sign-in/posted/{ticket}',
  summary: 'Second half of a form from another site, now with the cookie of the browser that began',
  permission: 'public',
  params: z.strictObject({ ticket: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  output: response,
  produces: 'text/html',
})

export const appleNotice = defineRoute({
  name: 'apple-notice',
  method: 'post',
  path: '/api/v1/sign-in/apple/notices',
  summary: 'Where Apple tells, signed, that somebody withdrew the consent or deleted the Apple account',
  permission: 'public',
  crossSite: true,
  body: z.strictObject({ payload: z.string().max(16_384) }),
  output: done,
})

export const samlMetadata = defineRoute({
  name: 'saml-metadata',
  method: 'get',
  path: '/api/v1/sign-in/saml/{connection}/metadata',
  summary: 'Our SAML metadata for a connection',
  permission: 'public',
  params: z.strictObject({ connection: id }),
  output: response,
  produces: 'application/samlmetadata+xml',
})
