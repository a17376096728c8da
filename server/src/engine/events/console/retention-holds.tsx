import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  calendarDay,
  DataTable,
  EmptyState,
  Loaded,
  queryOf,
  Say,
  Section,
  text,
  useLanguage,
  useMay,
  useQueryState,
  useText,
  type Column,
} from '@nachweis/console'
import { listHolds, listRetention } from '../retention/contract.ts'
import { CreateHold } from './retention-hold-create.tsx'
import { EndHold, RenewHold } from './retention-hold-change.tsx'
import { holdScope } from './retention-hold-scope.ts'
import type { Hold, Period } from './retention-words.ts'

/** Legal holds, those that have ended too. */
export function Holds(): ReactNode {
  const t = useText()
  const mayHold = useMay()('events:hold')
  const [creating, create] = useQueryState('create')
  const [asking, ask] = useState<{ readonly what: 'renew' | 'end'; readonly hold: Hold } | null>(null)
  const query = useQuery(queryOf(listHolds))
  const { data: retention } = useQuery(queryOf(listRetention))
  const periods = retention?.classes ?? []
  const nameOf = (hold: Hold) => t(holdScope(hold, periods))
  const button = mayHold && <Button weight="strong" label={words.create} onPress={() => create('yes')} />
  return (
    <Section title={words.title} lead={words.lead} actions={(query.data?.holds.length ?? 0) > 0 && button}>
      <Loaded query={query}>
        {({ holds }) => (
          <DataTable
            label={words.title}
            name="holds"
            rows={holds}
            keyOf={({ id }) => id}
            nameOf={nameOf}
            columns={columnsOf(periods)}
            {...(mayHold && {
              actionsOf: (hold: Hold) =>
                hold.stands
                  ? [
                      { id: 'renew', label: words.renew, onAction: () => ask({ what: 'renew', hold }) },
                      {
                        id: 'end',
                        label: words.end,
                        isDanger: true,
                        onAction: () => ask({ what: 'end', hold }),
                      },
                    ]
                  : [],
            })}
            empty={<EmptyState title={words.none} lead={words.noneWhat} action={button} />}
          />
        )}
      </Loaded>
      {mayHold && creating !== '' && <CreateHold periods={periods} onClose={() => create('')} />}
      {asking?.what === 'renew' && (
        <RenewHold hold={asking.hold} name={nameOf(asking.hold)} onClose={() => ask(null)} />
      )}
      {asking?.what === 'end' && (
        <EndHold hold={asking.hold} name={nameOf(asking.hold)} onClose={() => ask(null)} />
      )}
    </Section>
  )
}

const columnsOf = (periods: readonly Period[]): readonly Column<Hold>[] => [
  {
    id: 'scope',
    label: text('Was sie hält', 'What it keeps'),
    cell: (hold) => <Say words={holdScope(hold, periods)} />,
  },
  { id: 'state', label: text('Stand', 'State'), cell: (hold) => <HoldState hold={hold} /> },
  { id: 'reason', label: text('Grund', 'Reason'), cell: ({ reason }) => reason },
  {
    id: 'owner',
    label: text('Verantwortlich', 'Answers for it'),
    cell: ({ ownerName }) => ownerName ?? <Say words={words.gone} />,
  },
]

function HoldState({ hold }: { readonly hold: Hold }) {
  const language = useLanguage()
  const day = (at: string) => calendarDay(at, language)
  const state = hold.stands
    ? words.stands(day(hold.endsAt))
    : hold.endedAt === null
      ? words.expired(day(hold.endsAt))
      : words.ended(day(hold.endedAt))
  return (
    <span className={hold.stands ? 'hold-state' : 'hold-state over'}>
      <Say words={state} />
    </span>
  )
}

const words = {
  title: text('Sperren', 'Legal holds'),
  lead: text(
    'Solange eine Sperre steht, wird nichts gelöscht, was sie hält: weder nach Ablauf der Frist noch auf Wunsch einer Person. Sie braucht einen Grund, jemanden, der dafür einsteht, und ein Ende.',
    'While a legal hold stands, nothing that it keeps is deleted: neither past its period nor at a person’s wish. It needs a reason, somebody who answers for it, and an end.',
  ),
  create: text('Sperre anlegen', 'Create a legal hold'),
  none: text('Keine Sperren', 'No legal holds'),
  noneWhat: text(
    'Alles geht nach seiner Frist. Legen Sie eine Sperre an, wenn Ereignisse für ein Verfahren, eine Prüfung oder einen Vorfall gebraucht werden.',
    'Everything goes by its period. Create a legal hold when events are needed for proceedings, an audit or an incident.',
  ),
  renew: text('Ende ändern', 'Change the end'),
  end: text('Aufheben', 'Release'),
  gone: text('nicht mehr bekannt', 'no longer known'),
  stands: (day: string) => text(`Steht bis ${day}`, `Stands until ${day}`),
  expired: (day: string) => text(`Abgelaufen am ${day}`, `Expired on ${day}`),
  ended: (day: string) => text(`Aufgehoben am ${day}`, `Released on ${day}`),
}
