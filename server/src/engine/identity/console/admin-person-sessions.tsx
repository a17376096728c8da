import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  queryOf,
  Say,
  Section,
  text,
  useChange,
  useText,
  type Column,
} from '@nachweis/console'
import { endAllSessions, endSession, listSessions } from '../contract/sessions.ts'
import { useMayIn } from './admin-may.ts'
import { ofPeople } from './admin-person-dialogs.tsx'
import type { Person } from './admin-person-facts.tsx'
import { wayWords } from './way-words.ts'

type Session = z.output<typeof listSessions.output>['sessions'][number]

interface Props {
  readonly organisation: string
  readonly person: Person
}

const renews = [listSessions, ...ofPeople]

/** Where somebody is signed in, with the end of one session or of all. */
export function PersonSessions({ organisation, person }: Props): ReactNode {
  const t = useText()
  const params = { organisation, person: person.id }
  const sessions = useQuery(queryOf(listSessions, { params }))
  const mayEnd = useMayIn(organisation)('identity:end-sessions')
  const [isEndingAll, endAll] = useState(false)
  const [ending, end] = useState<Session | null>(null)
  const hasAny = (sessions.data?.sessions.length ?? 0) > 0
  return (
    <Section
      title={words.title}
      actions={mayEnd && hasAny && <Button label={words.endAll} onPress={() => endAll(true)} />}
    >
      <Loaded query={sessions}>
        {(data) => (
          <DataTable
            label={words.title}
            name="sessions"
            rows={data.sessions}
            keyOf={({ id }) => id}
            nameOf={({ device }) => t(device)}
            columns={columns}
            {...(mayEnd && {
              actionsOf: (session: Session) => [
                { id: 'end', label: words.end, isDanger: true, onAction: () => end(session) },
              ],
            })}
            empty={<EmptyState title={words.none} lead={words.noneWhat} />}
          />
        )}
      </Loaded>
      {ending && (
        <EndOne organisation={organisation} person={person} session={ending} onClose={() => end(null)} />
      )}
      {isEndingAll && <EndAll organisation={organisation} person={person} onClose={() => endAll(false)} />}
    </Section>
  )
}

const columns: readonly Column<Session>[] = [
  { id: 'device', label: text('Gerät', 'Device'), cell: (session) => <Device session={session} /> },
  {
    id: 'way',
    label: text('Angemeldet mit', 'Signed in with'),
    cell: ({ way }) => <Say words={wayWords(way)} />,
  },
  { id: 'level', label: text('Sicherheit', 'Assurance'), cell: (session) => <Level session={session} /> },
  { id: 'address', label: text('Adresse', 'Address'), cell: ({ address }) => address },
  { id: 'seen', label: text('Zuletzt gesehen', 'Last seen'), cell: ({ seenAt }) => <Moment at={seenAt} /> },
]

function Device({ session }: { readonly session: Session }) {
  const t = useText()
  return `${t(session.device)}${session.current ? ` ${t(words.current)}` : ''}`
}

function Level({ session: { level, enrolment } }: { readonly session: Session }) {
  return <Say words={enrolment ? words.enrolment : words.levels[level]} />
}

interface DialogProps extends Props {
  readonly onClose: () => void
}

function EndOne({ organisation, person, session, onClose }: DialogProps & { readonly session: Session }) {
  const t = useText()
  const change = useChange(endSession, { renews, done: words.ended, after: onClose })
  return (
    <ConfirmDialog
      title={words.endTitle(session.device)}
      isOpen
      onClose={onClose}
      action={words.end}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id, session: session.id } })}
    >
      <p>{t(session.current ? words.endCurrentWhat : words.endWhat)}</p>
    </ConfirmDialog>
  )
}

function EndAll({ organisation, person, onClose }: DialogProps) {
  const t = useText()
  const change = useChange(endAllSessions, {
    renews,
    done: ({ sessionsEnded }) => words.allEnded(sessionsEnded),
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.endAllTitle(person.name)}
      isOpen
      onClose={onClose}
      action={words.endAll}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id } })}
    >
      <p>{t(words.endAllWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  title: text('Sitzungen', 'Sessions'),
  current: text('(diese Sitzung)', '(this session)'),
  levels: {
    1: text('ein Faktor', 'one factor'),
    2: text('zwei Faktoren', 'two factors'),
  },
  enrolment: text('darf nur den zweiten Faktor einrichten', 'may only set up the second factor'),
  end: text('Sitzung beenden', 'End the session'),
  endTitle: ({ de, en }: Session['device']) => text(`Sitzung „${de}“ beenden?`, `End the session “${en}”?`),
  endWhat: text(
    'Die Person muss sich dort neu anmelden. Ungespeichertes kann verloren gehen.',
    'The person has to sign in again there. What was not saved may be lost.',
  ),
  endCurrentWhat: text(
    'Das ist die Sitzung, in der Sie gerade arbeiten: Sie müssen sich danach neu anmelden.',
    'This is the session that you are working in: you have to sign in again afterwards.',
  ),
  ended: text('Die Sitzung ist beendet.', 'The session has ended.'),
  endAll: text('Alle beenden', 'End all'),
  endAllTitle: (name: string) => text(`Alle Sitzungen von ${name} beenden?`, `End all sessions of ${name}?`),
  endAllWhat: text(
    'Die Person muss sich überall neu anmelden. Ungespeichertes kann verloren gehen.',
    'The person has to sign in again everywhere. What was not saved may be lost.',
  ),
  allEnded: (n: number) => text(`Beendete Sitzungen: ${n}.`, `Sessions ended: ${n}.`),
  none: text('Nirgends angemeldet', 'Not signed in anywhere'),
  noneWhat: text(
    'Sobald sich die Person anmeldet, steht das Gerät hier.',
    'As soon as the person signs in, the device stands here.',
  ),
}
