import { z } from 'zod'
import { defineRoute } from '../../../kernel/route.ts'

export const savedNameCharactersMax = 80
const queryCharactersMax = 2_000

const organisationPath = z.strictObject({ organisation: z.uuid() })
const name = z.string().trim().min(1).max(savedNameCharactersMax)

const savedSearch = z.object({
  id: z.uuid(),
  name: z.string(),
  query: z.string(),
  everywhere: z.boolean(),
  shared: z.boolean().describe('visible to everybody who may read these events'),
  own: z.boolean().describe('you saved it, so you can delete it'),
  createdAt: z.iso.datetime(),
})

export const listSavedSearches = defineRoute({
  name: 'list-saved-searches',
  method: 'get',
  path: '/api/v1/organisations/{organisation}/saved-searches',
  summary: 'Searches that you saved, and those that others share, by name',
  permission: 'events:read',
  params: organisationPath,
  output: z.object({ searches: z.array(savedSearch) }),
})

export const saveSearch = defineRoute({
  name: 'save-search',
  method: 'post',
  path: '/api/v1/organisations/{organisation}/saved-searches',
  summary: 'Save a search under a name, for yourself or for everybody who may read these events',
  permission: 'events:read',
  params: organisationPath,
  body: z.strictObject({
    name,
    query: z.string().max(queryCharactersMax),
    everywhere: z.boolean().default(false),
    shared: z.boolean().default(false),
  }),
  output: z.object({ id: z.uuid() }),
})

export const deleteSavedSearch = defineRoute({
  name: 'delete-saved-search',
  method: 'delete',
  path: '/api/v1/organisations/{organisation}/saved-searches/{search}',
  summary: 'Delete a search that you saved',
  permission: 'events:read',
  params: organisationPath.extend({ search: z.uuid() }),
  output: z.object({}),
})

export const savedSearchRoutes = [listSavedSearches, saveSearch, deleteSavedSearch]
