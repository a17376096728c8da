import { Problem } from '../../../kernel/problem.ts'

/** Whether this could be an id of ours; ids compare with their case. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** The Problem of an id that is nobody's, or another organisation's. */
export const noResource = (resourceType: 'User' | 'Group' | 'Schema' | 'ResourceType') =>
  new Problem('not-found', 'scim-resource-unknown', `There is no such ${resourceType}.`)
