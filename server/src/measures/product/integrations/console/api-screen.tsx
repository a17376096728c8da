import type { ReactNode } from 'react'
import {
  DataTable,
  EmptyState,
  Loaded,
  OutsideLink,
  PageHead,
  SearchBox,
  Section,
  text,
  useQueryState,
  useText,
} from '@nachweis/console'
import type { Operation } from './openapi.ts'
import { useOperations } from './use-openapi.ts'

/** Every operation, by what it is about. */
export function ApiScreen(): ReactNode {
  const t = useText()
  const operations = useOperations()
  const [sought, seek] = useQueryState('q')
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <p>
          <OutsideLink href="/api/v1/openapi.json">{t(words.document)}</OutsideLink>
        </p>
      </PageHead>
      <SearchBox label={words.title} value={sought} onChange={seek} />
      <Loaded query={operations}>{(all) => <Groups operations={all.filter(fits(sought))} />}</Loaded>
    </>
  )
}

const fits = (sought: string) => {
  const parts = sought.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ method, path, summary, id }: Operation) => {
    const whole = `${method} ${path} ${summary} ${id}`.toLowerCase()
    return parts.every((part) => whole.includes(part))
  }
}

function Groups({ operations }: { readonly operations: readonly Operation[] }) {
  if (operations.length === 0) return <EmptyState title={words.none} lead={words.noneWhat} />
  return [...Map.groupBy(operations, ({ group }) => group)].map(([group, own]) => (
    <Section key={group} title={text(group, group)}>
      <DataTable
        label={text(group, group)}
        rows={own}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => `/api/${id}`}
        columns={[
          { id: 'summary', label: words.summary, cell: ({ summary }) => summary },
          {
            id: 'address',
            label: words.address,
            cell: ({ method, path }) => (
              <code>
                {method} {path}
              </code>
            ),
          },
          { id: 'permission', label: words.permission, cell: ({ permission }) => <code>{permission}</code> },
        ]}
        empty={null}
      />
    </Section>
  ))
}

const words = {
  title: text('Programmierschnittstelle', 'Programming interface'),
  lead: text(
    'REST mit JSON, Version 1. Programme weisen sich mit einem Token aus: Authorization: Bearer …',
    'REST with JSON, version 1. Programs identify themselves with a token: Authorization: Bearer …',
  ),
  document: text('Beschreibung als OpenAPI 3.1', 'Description as OpenAPI 3.1'),
  summary: text('Was geschieht', 'What happens'),
  address: text('Adresse', 'Address'),
  permission: text('Recht', 'Permission'),
  none: text('Kein Aufruf passt', 'No operation fits'),
  noneWhat: text(
    'Suchen Sie nach einem Teil der Adresse oder des Satzes.',
    'Search for a part of the address or of the sentence.',
  ),
}
