import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import { id, organisationPath } from './shapes.ts'

export const showProvisioning = defineRoute({
  name: 'show-provisioning',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/provisioning',
  summary: 'The SCIM address for the identity provider, and what it has provisioned so far',
  permission: 'identity:read-sign-on',
  params: organisationPath,
  output: z.object({
    baseUrl: z.string().describe('beside a service token with the scope scim:provision'),
    people: z.number().int().describe('provisioned by SCIM and still kept by it'),
    groupsTotal: z.number().int(),
    /** The oldest of them, 200 at most. */
    groups: z.array(
      z.object({
        id,
        displayName: z.string(),
        externalId: z.string().nullable(),
        members: z.number().int(),
        roles: z.array(z.string()).describe('that the connection gives to its members'),
      }),
    ),
  }),
})
