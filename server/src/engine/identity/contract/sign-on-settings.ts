import { z } from 'zod'

export const url = z.url({ protocol: /^https?$/ }).max(1000)
const certificate = z.string().min(100).max(20_000)
/** Name of an attribute, claim or group. */
export const attribute = z.string().trim().min(1).max(300)

export const oidcSettings = z.strictObject({
  kind: z.literal('oidc'),
  issuer: url,
  clientId: z.string().trim().min(1).max(300),
  scopes: z.array(attribute).max(20).default(['openid', 'email', 'profile']),
  groupsClaim: attribute.default('groups'),
})

export const samlSettings = z.strictObject({
  kind: z.literal('saml'),
  entityId: z.string().trim().min(1).max(1024),
  ssoUrl: url,
  /** PEM; several while the identity provider changes its key. */
  certificates: z.array(certificate).min(1).max(5),
  attributes: z
    .strictObject({
      email: z.array(attribute).max(10),
      name: z.array(attribute).max(10),
      groups: z.array(attribute).max(10),
    })
    .optional(),
})

export const settings = z.discriminatedUnion('kind', [oidcSettings, samlSettings])
