import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  Count,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  queryOf,
  Say,
  Section,
  text,
  type Column,
} from '@nachweis/console'
import { listErasuresRoute } from '../retention/contract.ts'
import { ErasePerson } from './retention-erase.tsx'
import { erasureStateWords } from './retention-erasure-words.ts'
import type { Erasure } from './retention-words.ts'

const renewEveryMs = 5_000

/** Erases the events of one person, and lists who asked for it before, without names. */
export function Erasures(): ReactNode {
  const query = useQuery({ ...queryOf(listErasuresRoute), refetchInterval: renewEveryMs })
  return (
    <>
      <ErasePerson />
      <Section title={words.past} lead={words.pastLead}>
        <Loaded query={query}>
          {({ erasures }) => (
            <DataTable
              label={words.past}
              name="erasures"
              rows={erasures}
              keyOf={({ id }) => id}
              hrefOf={({ id }) => `/retention/erasures/${id}`}
              columns={columns}
              empty={<EmptyState title={words.none} lead={words.noneWhat} />}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

const sumOf = (erasure: Erasure, what: 'erased' | 'held' | 'duty') =>
  erasure.classes.reduce((sum, each) => sum + each[what], 0)

const columns: readonly Column<Erasure>[] = [
  {
    id: 'started',
    label: text('Begonnen', 'Started'),
    cell: ({ startedAt }) => <Moment at={startedAt} exact />,
  },
  {
    id: 'customer',
    label: text('Kunde', 'Customer'),
    cell: ({ organisationName }) => organisationName ?? <Say words={words.gone} />,
  },
  {
    id: 'state',
    label: text('Stand', 'State'),
    cell: ({ state }) => <Say words={erasureStateWords[state].name} />,
  },
  {
    id: 'erased',
    label: text('Gelöscht', 'Erased'),
    cell: (erasure) => <Count n={sumOf(erasure, 'erased')} />,
    isNumber: true,
  },
  {
    id: 'kept',
    label: text('Geblieben', 'Stayed'),
    cell: (erasure) => <Count n={sumOf(erasure, 'held') + sumOf(erasure, 'duty')} />,
    isNumber: true,
  },
]

const words = {
  past: text('Frühere Löschungen', 'Earlier erasures'),
  pastLead: text(
    'Der Name steht hier nicht: Er geht mit den Ereignissen.',
    'The name does not stand here: it goes with the events.',
  ),
  none: text('Noch niemand', 'Nobody yet'),
  noneWhat: text('Bisher wurde keine Person gelöscht.', 'No person has been erased so far.'),
  gone: text('früherer Kunde', 'former customer'),
}
