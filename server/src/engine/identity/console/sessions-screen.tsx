import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ConfirmDialog,
  DataTable,
  Loaded,
  Moment,
  PageHead,
  queryOf,
  Say,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import { endMyOtherSessions, endMySession, listMySessions } from '../contract/sessions.ts'
import { wayWords } from './way-words.ts'

type Session = z.output<typeof listMySessions.output>['sessions'][number]

/** Where one is signed in; each session can be ended. */
export function SessionsScreen(): ReactNode {
  const t = useText()
  const sessions = useQuery(queryOf(listMySessions))
  const [ending, end] = useState<Session | 'others' | null>(null)
  const hasOthers = sessions.data?.sessions.some(({ current }) => !current) === true
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={hasOthers && <Button label={words.endOthers} onPress={() => end('others')} />}
      />
      <Loaded query={sessions}>
        {(data) => (
          <DataTable
            label={words.title}
            rows={data.sessions}
            keyOf={({ id }) => id}
            nameOf={({ device }) => t(device)}
            columns={[
              { id: 'device', label: words.device, cell: (session) => <Device session={session} /> },
              { id: 'way', label: words.way, cell: ({ way }) => <Say words={wayWords(way)} /> },
              { id: 'address', label: words.address, cell: ({ address }) => address },
              { id: 'created', label: words.created, cell: ({ createdAt }) => <Moment at={createdAt} /> },
              { id: 'seen', label: words.seen, cell: ({ seenAt }) => <Moment at={seenAt} /> },
            ]}
            actionsOf={(session) =>
              session.current
                ? []
                : [{ id: 'end', label: words.end, isDanger: true, onAction: () => end(session) }]
            }
            empty={null}
          />
        )}
      </Loaded>
      {ending === 'others' && <EndOthers onClose={() => end(null)} />}
      {ending !== null && ending !== 'others' && <EndOne session={ending} onClose={() => end(null)} />}
    </>
  )
}

function Device({ session }: { readonly session: Session }) {
  const t = useText()
  return (
    <>
      {t(session.device)}
      {session.current && <strong>{` ${t(words.current)}`}</strong>}
    </>
  )
}

function EndOne({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const t = useText()
  const change = useChange(endMySession, { renews: [listMySessions], done: words.ended, after: onClose })
  return (
    <ConfirmDialog
      title={words.endTitle}
      isOpen
      onClose={onClose}
      action={words.end}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { session: session.id } })}
    >
      <p>{t(words.endWhat(session.device, session.address))}</p>
    </ConfirmDialog>
  )
}

function EndOthers({ onClose }: { readonly onClose: () => void }) {
  const t = useText()
  const change = useChange(endMyOtherSessions, {
    renews: [listMySessions],
    done: ({ sessionsEnded }) => words.othersEnded(sessionsEnded),
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.othersTitle}
      isOpen
      onClose={onClose}
      action={words.endOthers}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({})}
    >
      <p>{t(words.othersWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  title: text('Sitzungen', 'Sessions'),
  lead: text(
    'Wo Sie angemeldet sind. Kennen Sie etwas nicht, beenden Sie es und ändern Sie Ihr Passwort.',
    'Where you are signed in. If there is something you do not know, end it and change your password.',
  ),
  device: text('Gerät', 'Device'),
  current: text('(diese Sitzung)', '(this session)'),
  way: text('Angemeldet mit', 'Signed in with'),
  address: text('Adresse', 'Address'),
  created: text('Seit', 'Since'),
  seen: text('Zuletzt gesehen', 'Last seen'),
  end: text('Sitzung beenden', 'End the session'),
  ended: text('Die Sitzung ist beendet.', 'The session has ended.'),
  endTitle: text('Diese Sitzung beenden?', 'End this session?'),
  endWhat: (device: { de: string; en: string }, address: string) =>
    text(
      `${device.de}, ${address}: Wer dort sitzt, muss sich neu anmelden.`,
      `${device.en}, ${address}: whoever sits there has to sign in again.`,
    ),
  endOthers: text('Alle anderen beenden', 'End all others'),
  othersTitle: text('Alle anderen Sitzungen beenden?', 'End all other sessions?'),
  othersWhat: text(
    'Sie bleiben nur hier angemeldet. Überall sonst müssen Sie sich neu anmelden.',
    'You stay signed in here only. Everywhere else you have to sign in again.',
  ),
  othersEnded: (n: number) =>
    text(
      n === 1 ? 'Eine Sitzung ist beendet.' : `${n} Sitzungen sind beendet.`,
      n === 1 ? 'One session has ended.' : `${n} sessions have ended.`,
    ),
}
