import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'
import {
  cursor,
  done,
  email,
  id,
  language,
  limit,
  organisationPath,
  personName,
  search,
  time,
} from './shapes.ts'

const customerPath = z.strictObject({ customer: id })
const secondFactor = z.enum(['encouraged', 'required'])
const organisationName = z.string().trim().min(1).max(120)
const state = z.enum(['active', 'closed'])

export const listCustomers = defineRoute({
  name: 'list-customers',
  method: 'get',
  path: '/api/v1/customers',
  summary: 'Customers by name, in pages',
  permission: 'customers:read',
  query: z.strictObject({ q: search, state: state.optional(), cursor: cursor.optional(), limit }),
  output: z.object({
    customers: z.array(
      z.object({ id, name: z.string(), state, secondFactor, people: z.number().int(), createdAt: time }),
    ),
    cursor: cursor.nullable(),
  }),
})

export const createCustomer = defineRoute({
  name: 'create-customer',
  method: 'post',
  path: '/api/v1/customers',
  summary: 'Create a customer and invite its first administrator',
  permission: 'customers:create',
  body: z.strictObject({
    name: organisationName,
    secondFactor: secondFactor.default('encouraged'),
    admin: z.strictObject({ name: personName, email, language: language.default('de') }),
  }),
  output: z.object({ customer: id, person: id }),
})

export const closeCustomer = defineRoute({
  name: 'close-customer',
  method: 'post',
  path: '/api/v1/customers/{customer}/close',
  summary: 'Close a customer: its people are signed out and cannot sign in',
  permission: 'customers:change',
  stepUp: true,
  params: customerPath,
  output: z.object({ sessionsEnded: z.number().int() }),
})

export const reopenCustomer = defineRoute({
  name: 'reopen-customer',
  method: 'post',
  path: '/api/v1/customers/{customer}/reopen',
  summary: 'Reopen a closed customer',
  permission: 'customers:change',
  stepUp: true,
  params: customerPath,
  output: done,
})

export const showOrganisation = defineRoute({
  name: 'show-organisation',
  method: 'get',
  path: '/api/v1/organisations/{organisation}',
  summary: 'An organisation and its sign-in rules',
  permission: 'identity:read-rules',
  params: organisationPath,
  output: z.object({
    id,
    kind: z.enum(['provider', 'customer']),
    name: z.string(),
    state,
    secondFactor: secondFactor.describe('always required at the provider'),
    people: z.number().int(),
    withSecondFactor: z.number().int().describe('active people who have set one up'),
    createdAt: time,
  }),
})

export const changeOrganisation = defineRoute({
  name: 'change-organisation',
  method: 'patch',
  path: '/api/v1/organisations/{organisation}',
  summary:
    'Rename an organisation or change whether a second factor is required; easing that asks again who you are',
  permission: 'identity:change-rules',
  params: organisationPath,
  body: z.strictObject({ name: organisationName.optional(), secondFactor: secondFactor.optional() }),
  output: z.object({ sessionsEnded: z.number().int() }),
})
