import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  ButtonLink,
  Count,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  PageHead,
  queryOf,
  Say,
  text,
  type Column,
} from '@nachweis/console'
import { listPushEndpoints } from '../push/contract.ts'
import { useOwnPush, type PushEndpoint } from './push-own.ts'
import { Health, What } from './push-what.tsx'
import './push.css'

const renewEveryMs = 5_000
const findFromCount = 8

/** Every address that events are delivered to, and how it is. */
export function PushScreen(): ReactNode {
  const { organisation } = useOwnPush()
  const query = useQuery({
    ...queryOf(listPushEndpoints, { params: { organisation } }),
    refetchInterval: renewEveryMs,
  })
  const endpoints = query.data?.endpoints ?? []
  const create = <ButtonLink weight="strong" label={words.create} href="/webhooks/new" />
  return (
    <>
      <PageHead title={words.title} lead={words.lead} actions={endpoints.length > 0 && create} />
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={endpoints}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/webhooks/${id}`}
            columns={columns}
            {...(endpoints.length >= findFromCount && { find: findable })}
            empty={<EmptyState title={words.none} lead={words.noneWhat} action={create} />}
          />
        )}
      </Loaded>
    </>
  )
}

const findable = ({ description, url }: PushEndpoint) => `${description} ${url}`

const columns: readonly Column<PushEndpoint>[] = [
  { id: 'name', label: text('Bezeichnung', 'Description'), cell: ({ description }) => description },
  {
    id: 'state',
    label: text('Stand', 'State'),
    cell: (endpoint) => <Health endpoint={endpoint} />,
  },
  {
    id: 'url',
    label: text('Empfänger', 'Receiver'),
    cell: ({ url }) => <code>{URL.parse(url)?.host ?? url}</code>,
  },
  { id: 'what', label: text('Bekommt', 'Gets'), cell: (endpoint) => <What endpoint={endpoint} /> },
  {
    id: 'last',
    label: text('Zuletzt zugestellt', 'Last delivered'),
    cell: ({ lastDeliveredAt }) =>
      lastDeliveredAt === null ? <Say words={words.never} /> : <Moment at={lastDeliveredAt} />,
  },
  {
    id: 'waiting',
    label: text('Es warten', 'Waiting'),
    cell: ({ waiting }) => <Count n={waiting} />,
  },
]

const words = {
  title: text('Webhooks', 'Webhooks'),
  lead: text(
    'An diese Adressen senden wir Ereignisse, sobald sie eintreffen: signiert, der Reihe nach, und bei einer Störung bis zu drei Tage lang immer wieder.',
    'We send events to these addresses as soon as they arrive: signed, in order, and again and again for up to three days when something is wrong.',
  ),
  create: text('Webhook anlegen', 'Create a webhook'),
  none: text('Noch kein Webhook', 'No webhook yet'),
  noneWhat: text(
    'Nennen Sie die Adresse eines Programms von Ihnen und welche Ereignisse es bekommen soll. Danach sehen Sie, wie es die Signatur prüft, und senden einen Test, bevor Sie einschalten.',
    'Name the address of a program of yours and which events it is to get. Then you see how it verifies the signature, and you send a test before you switch it on.',
  ),
  never: text('noch nie', 'never'),
}
