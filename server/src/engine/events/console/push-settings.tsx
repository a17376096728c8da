import type { ReactNode } from 'react'
import { Section, text, useChange } from '@nachweis/console'
import { changePushEndpoint, listPushEndpoints, showPushEndpoint } from '../push/contract.ts'
import { PushForm } from './push-form.tsx'
import { useOwnPush, type PushEndpoint } from './push-own.ts'

/** Where a webhook goes and what it gets, to be changed. */
export function PushSettings({ endpoint }: { readonly endpoint: PushEndpoint }): ReactNode {
  const { organisation } = useOwnPush()
  const save = useChange(changePushEndpoint, {
    renews: [showPushEndpoint, listPushEndpoints],
    done: words.saved,
  })
  return (
    <Section title={words.title} lead={words.lead}>
      <PushForm
        endpoint={endpoint}
        onSave={(body) => save.mutate({ params: { organisation, endpoint: endpoint.id }, body })}
        isPending={save.isPending}
        error={save.error}
        save={words.save}
      />
    </Section>
  )
}

const words = {
  title: text('Einstellungen', 'Settings'),
  lead: text(
    'Eine neue Adresse gilt auch für das, was schon wartet; eine neue Auswahl für das, was von jetzt an geschieht.',
    'A new address also applies to what is already waiting; a new choice to what happens from now on.',
  ),
  save: text('Speichern', 'Save'),
  saved: text('Gespeichert.', 'Saved.'),
}
