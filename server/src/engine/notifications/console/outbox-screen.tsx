import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  DataTable,
  EmptyState,
  Filter,
  Loaded,
  Moment,
  Notice,
  PageHead,
  queryOf,
  Say,
  type Column,
  useChange,
  useMay,
  usePages,
  useQueryState,
  useText,
} from '@nachweis/console'
import { listMails, mailStates, retryMail, type MailState } from '../contract.ts'
import { MailDialog } from './mail-dialog.tsx'
import { words } from './words.ts'
import './outbox.css'

type Page = z.output<typeof listMails.output>
type Mail = Page['mails'][number]

/** Outgoing mail: what was sent, what waits, what failed and why. */
export function OutboxScreen(): ReactNode {
  const t = useText()
  const [state, setState] = useQueryState('state')
  const [opened, open] = useState<Mail | null>(null)
  const hasMailServer = useQuery(queryOf(listMails, { query: { limit: 1 } })).data?.hasMailServer
  const { query, rows, more } = usePages(
    listMails,
    { query: isState(state) ? { state } : {} },
    { rows: (page: Page) => page.mails, next: (page) => page.before, cursor: 'before' },
  )
  const actionsOf = useActions(hasMailServer, open)
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      {hasMailServer === false && (
        <Notice tone="warning" title={words.noServer}>
          <p>{t(words.noServerWhat)}</p>
        </Notice>
      )}
      <div className="table-tools">
        <Filter
          label={words.state}
          value={state}
          onChange={setState}
          options={[
            { id: '', label: words.all },
            ...mailStates.map((id) => ({ id, label: words.states[id] })),
          ]}
        />
      </div>
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={rows}
            keyOf={({ id }) => id}
            nameOf={({ subject, recipient }) => `${subject}, ${recipient}`}
            columns={columns}
            actionsOf={actionsOf}
            more={more}
            empty={<EmptyState title={words.nothing} lead={words.nothingYet} />}
          />
        )}
      </Loaded>
      {opened !== null && <MailDialog id={opened.id} onClose={() => open(null)} />}
    </>
  )
}

const columns: readonly Column<Mail>[] = [
  { id: 'subject', label: words.subject, cell: ({ subject }) => subject },
  { id: 'to', label: words.recipient, cell: ({ recipient }) => recipient },
  { id: 'state', label: words.state, cell: (mail) => <Standing mail={mail} /> },
  { id: 'at', label: words.created, cell: ({ createdAt }) => <Moment at={createdAt} /> },
]

const isState = (given: string): given is MailState => (mailStates as readonly string[]).includes(given)

function useActions(hasMailServer: boolean | undefined, open: (mail: Mail) => void) {
  const may = useMay()
  const retry = useChange(retryMail, { renews: [listMails], done: words.retried })
  return (mail: Mail) => {
    const isUnsent = mail.state === 'failed' || mail.state === 'not-sent'
    const openIt = { id: 'open', label: words.open, onAction: () => open(mail) }
    const retryIt = {
      id: 'retry',
      label: words.retry,
      onAction: () => retry.mutate({ params: { id: mail.id } }),
    }
    return [
      ...(isUnsent && hasMailServer === false && may('notifications:open-mail') ? [openIt] : []),
      ...(isUnsent && hasMailServer === true && may('notifications:retry') ? [retryIt] : []),
    ]
  }
}

function Standing({ mail: { state, tries, nextTryAt, lastProblem } }: { readonly mail: Mail }) {
  return (
    <>
      <Say words={words.states[state]} />
      {tries > 0 && state !== 'sent' && (
        <p>
          <Say words={words.tried(tries)} />
          {nextTryAt !== null && (
            <>
              {' '}
              <Say words={words.next} /> <Moment at={nextTryAt} />
            </>
          )}
        </p>
      )}
      {lastProblem !== null && <p className="mail-problem">{lastProblem}</p>}
    </>
  )
}
