import fc from 'fast-check'
import { expect, it } from 'vitest'
import { returnPath, targetOf } from './query-state.ts'

it('leads back to screens only, never to another site', () => {
  expect(returnPath('/claims/backups/retention?evidence=1')).toBe('/claims/backups/retention?evidence=1')
  for (const foreign of [
    undefined,
    '',
    'x',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a b',
    '/a\\b',
  ])
    expect(returnPath(foreign)).toBe('/')
})

it('whatever was wanted, the address stays on this site', () => {
  fc.assert(
    fc.property(fc.string(), (wanted) => {
      const target = new URL(returnPath(wanted), 'https://here.example')
      expect(target.origin).toBe('https://here.example')
    }),
  )
})

it('takes an address apart for the router', () => {
  expect(targetOf('/people?invite=yes&q=a%20b#list')).toEqual({
    to: '/people',
    search: { invite: 'yes', q: 'a b' },
    hash: 'list',
  })
  expect(targetOf('/')).toEqual({ to: '/', search: {}, hash: '' })
  expect(targetOf('?tab=x')).toEqual({ to: '/', search: { tab: 'x' }, hash: '' })
})
