import { expect, it } from 'vitest'
import { activityWords } from '../people/activity-words.ts'
import { activityKind } from './admin-activity-kind.ts'

it.each([
  ['identity.signed-in', 'sign-in'],
  ['identity.sign-on-enforced', 'rules'],
  ['identity.second-factor-rule-changed', 'rules'],
  ['identity.factors-reset', 'factors'],
  ['identity.password-changed', 'factors'],
  ['identity.token-revoked', 'tokens'],
  ['identity.service-account-created', 'tokens'],
  ['identity.person-invited', 'people'],
  ['identity.break-glass-changed', 'people'],
  ['identity.break-glass-used', 'sign-in'],
  ['identity.customer-created', 'rules'],
])('%s is about %s', (type, kind) => {
  expect(activityKind(type)).toBe(kind)
})

it('leaves no kind without a record that exists', () => {
  const kinds = new Set(Object.keys(activityWords).map(activityKind))
  expect([...kinds].toSorted()).toEqual(['factors', 'people', 'rules', 'sign-in', 'tokens'])
})
