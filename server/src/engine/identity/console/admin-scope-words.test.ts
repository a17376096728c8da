import { expect, it } from 'vitest'
import { scopeTitle, serviceScopes } from './admin-scope-words.ts'

const held = [
  'public',
  'self:read',
  'identity:invite',
  'identity:read-people',
  'identity:appoint-owner',
  'customers:create',
]

it('offers an owner what the role security has too, reading first, and provisioning', () => {
  expect(serviceScopes(held, 'provider')).toEqual([
    'scim:provision',
    'identity:read-people',
    'identity:invite',
  ])
})

it('offers an administrator nothing of the provider', () => {
  expect(serviceScopes(held, 'customer')).not.toContain('customers:create')
})

it('keeps the name of what has no words', () => {
  expect(scopeTitle('backups:take').de).toBe('backups:take')
  expect(scopeTitle('identity:invite').de).toBe('Personen einladen')
})
