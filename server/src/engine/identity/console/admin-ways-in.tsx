import type { ReactNode } from 'react'
import { DataTable, Say, text, type Column } from '@nachweis/console'
import { ways } from './admin-ways.ts'

type Way = (typeof ways)[number]

/** Every way in, its level, and what follows where a second factor is required. */
export function WaysIn(): ReactNode {
  return (
    <DataTable
      label={words.title}
      name="ways"
      rows={ways}
      keyOf={({ id }) => id}
      columns={columns}
      empty={null}
    />
  )
}

const columns: readonly Column<Way>[] = [
  { id: 'way', label: text('Weg', 'Way'), cell: ({ label }) => <Say words={label} /> },
  { id: 'level', label: text('Stufe', 'Level'), cell: ({ level }) => String(level) },
  {
    id: 'then',
    label: text('Wo ein zweiter Faktor Pflicht ist', 'Where a second factor is required'),
    cell: ({ level }) => <Say words={level === 2 ? words.enough : words.asked} />,
  },
]

const words = {
  title: text('Wege hinein', 'Ways in'),
  enough: text('genügt', 'is enough'),
  asked: text(
    'danach wird ein zweiter Faktor gefragt oder eingerichtet',
    'a second factor is asked for or set up after it',
  ),
}
