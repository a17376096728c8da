import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import {
  cursor,
  done,
  email,
  factors,
  id,
  language,
  limit,
  organisationPath,
  personName,
  role,
  search,
  time,
} from './shapes.ts'

const personPath = z.strictObject({ organisation: id, person: id })
const state = z.enum(['invited', 'active', 'deactivated'])
const rolesMax = 8
const roles = z.array(role).min(1).max(rolesMax)

const person = z.object({
  id,
  name: z.string(),
  email: z.string(),
  language,
  roles: z.array(z.string()),
  state,
  breakGlass: z
    .boolean()
    .describe('may sign in with password and second factor where single sign-on is required'),
  provisioned: z.boolean().describe('kept by an identity provider through SCIM'),
  factors,
  invitedUntil: time.nullable().describe('until when the invitation can be accepted'),
  createdAt: time,
  lastSeenAt: time.nullable(),
})

export const listPeople = defineRoute({
  name: 'list-people',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/people',
  summary: 'People of an organisation by name, in pages',
  permission: 'identity:read-people',
  params: organisationPath,
  query: z.strictObject({
    q: search,
    role: role.optional(),
    state: state.optional(),
    cursor: cursor.optional(),
    limit,
  }),
  output: z.object({ people: z.array(person), cursor: cursor.nullable() }),
})

export const showPerson = defineRoute({
  name: 'show-person',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/people/{person}',
  summary: 'A person of an organisation',
  permission: 'identity:read-people',
  params: personPath,
  output: person,
})

export const invitePerson = defineRoute({
  name: 'invite-person',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/people',
  summary: 'Invite somebody by e-mail; the link works for seven days',
  permission: 'identity:invite',
  params: organisationPath,
  body: z.strictObject({ name: personName, email, roles, language: language.default('de') }),
  output: z.object({ person: id }),
})

export const inviteAgain = defineRoute({
  name: 'invite-again',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/people/{person}/invitation',
  summary: 'Send an invitation again; the link sent before stops working',
  permission: 'identity:invite',
  params: personPath,
  output: done,
})

export const deletePerson = defineRoute({
  name: 'delete-person',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/people/{person}',
  summary: 'Take an invitation back: the invited person is deleted',
  permission: 'identity:change-person',
  params: personPath,
  output: done,
})

export const changePerson = defineRoute({
  name: 'change-person',
  method: 'patch',
  path: '/api/v1/organisations/{organisation}/people/{person}',
  summary: 'Change the name or the language of a person',
  permission: 'identity:change-person',
  params: personPath,
  body: z.strictObject({ name: personName.optional(), language: language.optional() }),
  output: done,
})

export const changeRoles = defineRoute({
  name: 'change-roles',
  method: 'put',
  path: '/api/v1/organisations/{organisation}/people/{person}/roles',
  summary: 'Set the roles of a person',
  permission: 'identity:change-roles',
  stepUp: true,
  params: personPath,
  body: z.strictObject({ roles }),
  output: done,
})

export const setBreakGlass = defineRoute({
  name: 'set-break-glass',
  method: 'put',
  path: '/api/v1/organisations/{organisation}/people/{person}/break-glass',
  summary: 'Set whether a person may pass by required single sign-on in an emergency',
  permission: 'identity:set-break-glass',
  stepUp: true,
  params: personPath,
  body: z.strictObject({ breakGlass: z.boolean() }),
  output: done,
})

export const deactivatePerson = defineRoute({
  name: 'deactivate-person',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/people/{person}/deactivate',
  summary: 'Deactivate a person: sessions and personal tokens end at once',
  permission: 'identity:deactivate',
  params: personPath,
  output: z.object({ sessionsEnded: z.number().int(), tokensRevoked: z.number().int() }),
})

export const reactivatePerson = defineRoute({
  name: 'reactivate-person',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/people/{person}/reactivate',
  summary: 'Let a deactivated person sign in again',
  permission: 'identity:deactivate',
  stepUp: true,
  params: personPath,
  output: done,
})

export const resetFactors = defineRoute({
  name: 'reset-factors',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/people/{person}/reset-factors',
  summary: 'Remove the second factors of somebody who lost them; sessions end, and the person is told',
  permission: 'identity:reset-factors',
  stepUp: true,
  params: personPath,
  output: z.object({ sessionsEnded: z.number().int() }),
})
