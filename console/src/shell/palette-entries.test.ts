import { expect, it } from 'vitest'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import type { Screen } from '../screen.ts'
import { entriesFor, found } from './palette-entries.ts'

const load = async () => () => null
const screen = (path: string, more: Partial<Screen> = {}): Screen => ({
  path,
  title: text(`Seite ${path}`, `Page ${path}`),
  about: text('', ''),
  load,
  ...more,
})
const me = (kind: 'provider' | 'customer', permissions: string[] = []) =>
  ({ organisation: { kind }, permissions }) as unknown as Me

const sources = {
  screens: [
    screen('/'),
    screen('/people', { permission: 'identity:read-people' }),
    screen('/people/$person', { permission: 'identity:read-people' }),
    screen('/measures', { audience: 'staff' }),
    screen('/sign-in', { audience: 'public' }),
  ],
  actions: [
    {
      label: text('Person einladen', 'Invite'),
      href: '/people?invite=yes',
      permission: 'identity:invite' as const,
    },
  ],
  measures: [
    {
      id: 'backups',
      title: text('Datensicherung', 'Data backup'),
      claims: [{ id: 'backups/retention', text: text('Für 30 Tage.', 'For 30 days.') }],
    },
  ],
}
const hrefs = (who: Me) => entriesFor(who, sources).map(({ href }) => href)

it('offers what the person may open, and nothing else', () => {
  expect(hrefs(me('provider', ['identity:read-people', 'identity:invite']))).toEqual([
    '/',
    '/people',
    '/measures',
    '/people?invite=yes',
    '/measures/backups',
    '/claims/backups/retention',
  ])
  expect(hrefs(me('provider'))).toEqual(['/', '/measures', '/measures/backups', '/claims/backups/retention'])
  expect(hrefs(me('customer', ['identity:read-people']))).toEqual(['/', '/people'])
})

it('shows claims only when something is sought, and finds them by their measure', () => {
  const entries = entriesFor(me('provider'), sources)
  expect(found(entries, '', 'de').map(({ kind }) => kind)).toEqual(['screen', 'measure'])
  expect(found(entries, 'datensicherung', 'de').map(({ kind }) => kind)).toEqual(['measure', 'claim'])
  expect(found(entries, '30 days', 'en')).toMatchObject([
    { kind: 'claim', entries: [{ href: '/claims/backups/retention' }] },
  ])
  expect(found(entries, 'xyz', 'de')).toEqual([])
})
