import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded, queryOf, Section, text, useMe, type Crumb, type ScreenProps } from '@nachweis/console'
import { showOrganisation } from '../contract/organisations.ts'
import { showPerson } from '../contract/people.ts'
import { ActivityList } from './admin-activity-list.tsx'
import { useMayIn, useOwn } from './admin-may.ts'
import { PersonHead } from './admin-person-actions.tsx'
import { PersonFacts } from './admin-person-facts.tsx'
import { PersonSessions } from './admin-person-sessions.tsx'

/** One person of the own organisation, or of a customer (`/customers/$customer/people/$person`). */
export function PersonScreen({ params }: ScreenProps): ReactNode {
  const own = useOwn()
  const { person: id = '', customer } = params
  const organisation = customer ?? own.id
  const kind = customer === undefined ? own.kind : 'customer'
  const may = useMayIn(organisation)
  const isSelf = useMe()?.person.id === id
  const crumbs = useCrumbs(customer)
  const person = useQuery(queryOf(showPerson, { params: { organisation, person: id } }))
  return (
    <Loaded query={person}>
      {(data) => (
        <>
          <PersonHead person={data} organisation={organisation} kind={kind} isSelf={isSelf} crumbs={crumbs} />
          <Section title={words.account}>
            <PersonFacts person={data} />
          </Section>
          {may('identity:read-sessions') && data.state === 'active' && (
            <PersonSessions organisation={organisation} person={data} />
          )}
          {may('identity:read-activity') && (
            <Section title={words.activity} lead={words.activityWhat}>
              <ActivityList organisation={organisation} person={data.id} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  )
}

function useCrumbs(customer: string | undefined): readonly Crumb[] {
  const { data } = useQuery({
    ...queryOf(showOrganisation, { params: { organisation: customer ?? '' } }),
    enabled: customer !== undefined,
  })
  if (customer === undefined) return [{ label: words.people, href: '/people' }]
  const name = data?.name ?? '…'
  return [
    { label: words.customers, href: '/customers' },
    { label: text(name, name), href: `/customers/${customer}` },
  ]
}

const words = {
  people: text('Personen', 'People'),
  customers: text('Kunden', 'Customers'),
  account: text('Konto', 'Account'),
  activity: text('Aktivität', 'Activity'),
  activityWhat: text(
    'Was mit diesem Konto geschah, das Neueste zuerst.',
    'What happened with this account, newest first.',
  ),
}
