import type { ScimResource } from './answer.ts'
import { countMax } from './page.ts'
import { groupSchema, userSchema } from './schemas.ts'
import { groupShape, userShape } from './shape.ts'

const urn = 'urn:ietf:params:scim:schemas:core:2.0'

/** What this service can do (RFC 7643, section 5). */
export const serviceProviderConfig = (base: string): ScimResource => ({
  schemas: [`${urn}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: countMax },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Service token',
      description: 'Authorization: Bearer with a service token that has the scope scim:provision',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

/** The kinds of resources (section 6). */
export const resourceTypes = (base: string): ScimResource[] =>
  [
    { name: 'User', endpoint: '/Users', description: 'A person with an account', schema: userShape.urn },
    {
      name: 'Group',
      endpoint: '/Groups',
      description: 'A group, which may give roles',
      schema: groupShape.urn,
    },
  ].map((type) => ({
    schemas: [`${urn}:ResourceType`],
    id: type.name,
    ...type,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.name}` },
  }))

/** The attributes of users and groups (section 7). */
export const schemas = (base: string): ScimResource[] =>
  [userSchema, groupSchema].map((schema) => ({
    schemas: [`${urn}:Schema`],
    ...schema,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  }))
