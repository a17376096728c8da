import type { ReactNode } from 'react'
import { PageHead, text } from '@nachweis/console'
import { ActivityList } from './admin-activity-list.tsx'
import { useOwn } from './admin-may.ts'

/** What happened in the own organisation. */
export function ActivityScreen(): ReactNode {
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <ActivityList organisation={useOwn().id} />
    </>
  )
}

const words = {
  title: text('Aktivität', 'Activity'),
  lead: text(
    'Wer sich angemeldet hat und was an Konten, Regeln und Zugängen geändert wurde, wie es im Protokoll steht. Dort lässt sich nichts löschen oder ändern.',
    'Who signed in and what was changed about accounts, rules and access, as it stands in the log. Nothing there can be deleted or changed.',
  ),
}
