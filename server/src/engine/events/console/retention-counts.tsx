import type { ReactNode } from 'react'
import { Count, DataTable, EmptyState, Say, text, type Column } from '@nachweis/console'
import { kindWords } from './sources-words.ts'

export interface Counted {
  readonly dataType: string
  readonly purpose: string
  /** What goes, or has gone. */
  readonly goes: number
  readonly held: number
  readonly duty: number
}

/** What goes and what stays, by kind. `isDone`: it has gone. */
export function Counts({
  rows,
  isDone,
}: {
  readonly rows: readonly Counted[]
  readonly isDone: boolean
}): ReactNode {
  return (
    <DataTable
      label={words.title}
      name="counts"
      rows={rows}
      keyOf={({ dataType, purpose }) => `${dataType} ${purpose}`}
      columns={isDone ? [kind, gone, ...stays] : [kind, goes, ...stays]}
      empty={<EmptyState title={words.none} lead={isDone ? words.noneDone : words.noneWhat} />}
    />
  )
}

const kind: Column<Counted> = {
  id: 'kind',
  label: text('Art', 'Kind'),
  cell: ({ dataType, purpose }) => <Say words={kindWords(dataType, purpose)} />,
}
const goes: Column<Counted> = {
  id: 'goes',
  label: text('Wird gelöscht', 'Will be erased'),
  cell: (row) => <Count n={row.goes} />,
  isNumber: true,
}
const gone: Column<Counted> = { ...goes, label: text('Gelöscht', 'Erased') }
const stays: readonly Column<Counted>[] = [
  {
    id: 'held',
    label: text('Bleibt: Sperre', 'Stays: legal hold'),
    cell: ({ held }) => <Count n={held} />,
    isNumber: true,
  },
  {
    id: 'duty',
    label: text('Bleibt: Gesetz', 'Stays: by law'),
    cell: ({ duty }) => <Count n={duty} />,
    isNumber: true,
  },
]

const words = {
  title: text('Ereignisse der Person', 'Events of the person'),
  none: text('Keine Ereignisse', 'No events'),
  noneWhat: text(
    'Unter diesem Namen steht hier nichts. Prüfen Sie die Schreibweise und den Kunden.',
    'Nothing stands here under this name. Check the spelling and the customer.',
  ),
  noneDone: text('Unter diesem Namen stand nichts.', 'Nothing stood under this name.'),
}
