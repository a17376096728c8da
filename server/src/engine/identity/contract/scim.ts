import { z } from 'zod'
import { defineRoute, response } from '../../../kernel/route.ts'

/** SCIM 2.0 (RFC 7643, RFC 7644). The organisation is the token's. */
const base = '/scim/v2'
const permission = 'scim:provision'
const produces = 'application/scim+json'
const output = response

const resource = z.strictObject({ id: z.string().max(200) })
/** Names of attributes have no case and identity providers send more than we keep: read in provisioning/. */
const body = z.record(z.string().max(500), z.unknown())
const text = z.string().max(2000)
const projection = z.object({
  attributes: text.optional().describe('only these, separated by commas'),
  excludedAttributes: text.optional().describe('all but these'),
})
const list = projection.extend({
  filter: z.string().max(4000).optional().describe('RFC 7644, section 3.4.2.2'),
  startIndex: z.string().max(20).optional().describe('from 1'),
  count: z.string().max(20).optional().describe('200 at most'),
})

const shared = { permission, output, produces } as const
const read = { ...shared, method: 'get' } as const
const write = { ...shared, query: projection, body } as const
/** 20,000 members (provisioning/groups/read-group.ts) as we show them, with address and name: about 300 bytes each. */
const groupBodyBytesMax = 8 * 1024 * 1024
const writeGroup = { ...write, bodyBytesMax: groupBodyBytesMax } as const

export const serviceProviderConfig = defineRoute({
  ...read,
  name: 'scim-service-provider-config',
  path: `${base}/ServiceProviderConfig`,
  summary: 'SCIM: what this service can do',
})

export const resourceTypes = defineRoute({
  ...read,
  name: 'scim-resource-types',
  path: `${base}/ResourceTypes`,
  summary: 'SCIM: kinds of resources',
})

export const resourceType = defineRoute({
  ...read,
  name: 'scim-resource-type',
  path: `${base}/ResourceTypes/{id}`,
  summary: 'SCIM: one kind of resource',
  params: resource,
})

export const schemas = defineRoute({
  ...read,
  name: 'scim-schemas',
  path: `${base}/Schemas`,
  summary: 'SCIM: attributes of the resources',
})

export const schema = defineRoute({
  ...read,
  name: 'scim-schema',
  path: `${base}/Schemas/{id}`,
  summary: 'SCIM: attributes of one kind of resource',
  params: resource,
})

export const listUsers = defineRoute({
  ...read,
  name: 'scim-list-users',
  path: `${base}/Users`,
  summary: 'SCIM: people of the organisation of the token',
  query: list,
})

export const showUser = defineRoute({
  ...read,
  name: 'scim-show-user',
  path: `${base}/Users/{id}`,
  summary: 'SCIM: one person',
  params: resource,
  query: projection,
})

export const createUser = defineRoute({
  ...write,
  name: 'scim-create-user',
  method: 'post',
  path: `${base}/Users`,
  summary: 'SCIM: provision a person, who signs in through the identity provider',
})

export const replaceUser = defineRoute({
  ...write,
  name: 'scim-replace-user',
  method: 'put',
  path: `${base}/Users/{id}`,
  summary: 'SCIM: replace what is kept of a person',
  params: resource,
})

export const patchUser = defineRoute({
  ...write,
  name: 'scim-patch-user',
  method: 'patch',
  path: `${base}/Users/{id}`,
  summary: 'SCIM: change a person; inactive ends all sessions at once',
  params: resource,
})

export const deleteUser = defineRoute({
  ...shared,
  name: 'scim-delete-user',
  method: 'delete',
  path: `${base}/Users/{id}`,
  summary: 'SCIM: deprovision a person; all sessions end at once',
  params: resource,
})

export const listGroups = defineRoute({
  ...read,
  name: 'scim-list-groups',
  path: `${base}/Groups`,
  summary: 'SCIM: groups of the organisation of the token',
  query: list,
})

export const showGroup = defineRoute({
  ...read,
  name: 'scim-show-group',
  path: `${base}/Groups/{id}`,
  summary: 'SCIM: one group',
  params: resource,
  query: projection,
})

export const createGroup = defineRoute({
  ...writeGroup,
  name: 'scim-create-group',
  method: 'post',
  path: `${base}/Groups`,
  summary: 'SCIM: create a group',
})

export const replaceGroup = defineRoute({
  ...writeGroup,
  name: 'scim-replace-group',
  method: 'put',
  path: `${base}/Groups/{id}`,
  summary: 'SCIM: replace a group and its members',
  params: resource,
})

export const patchGroup = defineRoute({
  ...writeGroup,
  name: 'scim-patch-group',
  method: 'patch',
  path: `${base}/Groups/{id}`,
  summary: 'SCIM: change a group or its members; their roles follow at once',
  params: resource,
})

export const deleteGroup = defineRoute({
  ...shared,
  name: 'scim-delete-group',
  method: 'delete',
  path: `${base}/Groups/{id}`,
  summary: 'SCIM: delete a group; the roles that it gave end with it',
  params: resource,
})
