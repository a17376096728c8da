import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
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
import { showSignOn } from '../contract/sign-on.ts'
import type { Domain } from './admin-connection-words.ts'
import { ConnectionTable } from './admin-sign-on-screen.tsx'

/** Single sign-on of a customer, to be read. */
export function SignOnFacts({ organisation }: { readonly organisation: string }): ReactNode {
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  return (
    <Loaded query={query}>
      {({ domains, connections }) => (
        <>
          <Section title={words.connections}>
            <ConnectionTable connections={connections} empty={null} isOwn={false} />
          </Section>
          <Section title={words.domains}>
            <DataTable
              label={words.domains}
              name="domains"
              rows={domains}
              keyOf={({ id }) => id}
              columns={columns}
              empty={<EmptyState title={words.none} lead={words.noneWhat} />}
            />
          </Section>
        </>
      )}
    </Loaded>
  )
}

const columns: readonly Column<Domain>[] = [
  { id: 'domain', label: text('Domain', 'Domain'), cell: ({ domain }) => domain },
  {
    id: 'proven',
    label: text('Nachgewiesen', 'Proven'),
    cell: ({ provenAt }) => (provenAt === null ? <Say words={words.notYet} /> : <Moment at={provenAt} />),
  },
]

const words = {
  connections: text('Identitätsanbieter', 'Identity providers'),
  domains: text('Domains', 'Domains'),
  none: text('Keine Domains', 'No domains'),
  noneWhat: text(
    'Die Administration dieses Kunden weist sie selbst nach.',
    'The administrators of this customer prove them themselves.',
  ),
  notYet: text('noch nicht', 'not yet'),
}
