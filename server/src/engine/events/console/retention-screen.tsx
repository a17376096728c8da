import type { ReactNode } from 'react'
import { PageHead, Tabs, text, useMay } from '@nachweis/console'
import { Erasures } from './retention-erasures.tsx'
import { Holds } from './retention-holds.tsx'
import { Periods } from './retention-periods.tsx'
import { Runs } from './retention-runs.tsx'
import './retention.css'

const inside = (content: ReactNode) => <div className="retention">{content}</div>

/** How long events stay: periods, legal holds, erasure of persons, and what was deleted. */
export function RetentionScreen(): ReactNode {
  const may = useMay()
  const tabs = [
    { id: 'periods', label: words.periods, content: inside(<Periods />) },
    { id: 'holds', label: words.holds, content: inside(<Holds />) },
    ...(may('events:erase')
      ? [{ id: 'erasures', label: words.erasures, content: inside(<Erasures />) }]
      : []),
    { id: 'runs', label: words.runs, content: inside(<Runs />) },
  ]
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Tabs label={words.title} tabs={tabs} />
    </>
  )
}

const words = {
  title: text('Aufbewahrung', 'Retention'),
  lead: text(
    'Jede Art von Ereignissen hat eine Frist, die aus dem Gesetz oder dem Zweck folgt. Jede Stunde löscht ein Lauf, was darüber ist; nur eine Sperre hält es auf.',
    'Every kind of event has a period that follows from the law or the purpose. Every hour a run deletes what is past it; only a legal hold stops that.',
  ),
  periods: text('Fristen', 'Periods'),
  holds: text('Sperren', 'Legal holds'),
  erasures: text('Personen löschen', 'Erase a person'),
  runs: text('Löschläufe', 'Deletion runs'),
}
