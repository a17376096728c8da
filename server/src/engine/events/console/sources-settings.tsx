import type { ReactNode } from 'react'
import { Button, Form, FormButtons, Section, Select, text, TextField, useChange } from '@nachweis/console'
import { changeSource, listSources, showSource, type SourceDetail } from '../sources/contract.ts'
import { chosenSettings, CustomerField, KindField } from './sources-fields.tsx'
import { useSources } from './sources-may.ts'

/** Name, kind of data, limits and the sign of life of a source. */
export function SourceSettingsForm({ source }: { readonly source: SourceDetail }): ReactNode {
  const { organisation } = useSources()
  const save = useChange(changeSource, { renews: [showSource, listSources], done: words.saved })
  const { settings } = source
  return (
    <Section title={words.title}>
      <Form
        onSubmit={(values) =>
          save.mutate({ params: { organisation, source: source.id }, body: bodyOf(values) })
        }
        isPending={save.isPending}
        error={save.error}
        fieldOf={{ 'name-in-use': 'name', 'kind-unknown': 'kind', 'customer-unknown': 'customer' }}
      >
        <TextField
          name="name"
          label={words.name}
          defaultValue={source.name}
          maxLength={80}
          autoComplete="off"
        />
        <KindField chosen={`${settings.dataType} ${settings.purpose}`} />
        <CustomerField chosen={source.customer} isFixed={settings.customerFixed} />
        <Select
          name="heartbeat"
          label={words.heartbeat}
          description={words.heartbeatWhat}
          defaultValue={String(settings.heartbeatS ?? none)}
          options={heartbeatOptions(settings.heartbeatS)}
        />
        <TextField
          name="limit"
          label={words.limit}
          description={words.limitWhat}
          defaultValue={String(settings.eventsPerSecondMax)}
          inputMode="numeric"
          pattern="[1-9][0-9]{0,5}|1000000"
        />
        <SequenceFields sequence={settings.sequence} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.save} isPending={save.isPending} />
        </FormButtons>
      </Form>
    </Section>
  )
}

/** Where the source numbers its events, if it does. */
function SequenceFields({ sequence }: Pick<SourceDetail['settings'], 'sequence'>) {
  return (
    <>
      <TextField
        name="sequence"
        label={words.sequence}
        description={words.sequenceWhat}
        defaultValue={sequence?.path ?? ''}
        isRequired={false}
        isCode
        maxLength={200}
      />
      <TextField
        name="sequenceKey"
        label={words.sequenceKey}
        description={words.sequenceKeyWhat}
        defaultValue={sequence?.key ?? ''}
        isRequired={false}
        isCode
        maxLength={200}
      />
    </>
  )
}

const none = 'none'

function bodyOf(values: Readonly<Record<string, string>>) {
  const { name = '', heartbeat = none, limit = '', sequence = '', sequenceKey = '' } = values
  const path = sequence.trim()
  const key = sequenceKey.trim()
  return {
    name,
    settings: {
      ...chosenSettings(values),
      heartbeatS: heartbeat === none ? null : Number(heartbeat),
      eventsPerSecondMax: Number(limit),
      sequence: path === '' ? null : { path, key: key === '' ? null : key },
    },
  }
}

const heartbeats = [
  { s: 60, label: text('jede Minute', 'every minute') },
  { s: 300, label: text('alle 5 Minuten', 'every 5 minutes') },
  { s: 900, label: text('alle 15 Minuten', 'every 15 minutes') },
  { s: 3_600, label: text('jede Stunde', 'every hour') },
  { s: 21_600, label: text('alle 6 Stunden', 'every 6 hours') },
  { s: 86_400, label: text('jeden Tag', 'every day') },
]

/** The usual ones, and the one in force where it is another. */
function heartbeatOptions(inForce: number | null) {
  const own = heartbeats.some(({ s }) => s === inForce) || inForce === null ? [] : [inForce]
  return [
    { id: none, label: text('nicht erwartet', 'not expected') },
    ...own.map((s) => ({ id: String(s), label: text(`alle ${s} Sekunden`, `every ${s} seconds`) })),
    ...heartbeats.map(({ s, label }) => ({ id: String(s), label })),
  ]
}

const words = {
  title: text('Einstellungen', 'Settings'),
  name: text('Name', 'Name'),
  heartbeat: text('Ein Ereignis kommt mindestens', 'An event comes at least'),
  heartbeatWhat: text(
    'Bleibt es länger aus, gilt die Quelle als verstummt, und die Aussage auf der öffentlichen Seite fällt durch. Wählen Sie, was sie auch nachts schafft.',
    'If it stays out for longer, the source counts as silent, and the claim on the public page fails. Choose what it manages at night too.',
  ),
  limit: text('Höchstens Ereignisse je Sekunde', 'Events a second at most'),
  limitWhat: text(
    'Sendet sie mehr, soll sie warten (429); so nimmt keine Quelle den anderen die Luft. Jeder Server zählt für sich.',
    'If it sends more, it is told to wait (429); so no source takes the air from the others. Each server counts for itself.',
  ),
  sequence: text('Feld mit fortlaufender Nummer', 'Field with a running number'),
  sequenceWhat: text(
    'Zählt die Quelle ihre Ereignisse in einem Feld hoch, fällt auf, wenn eines fehlt, z. B. metadata.sequence.',
    'If the source counts its events in a field, it is noticed when one is missing, e.g. metadata.sequence.',
  ),
  sequenceKey: text('Gezählt je', 'Counted by'),
  sequenceKeyWhat: text(
    'Zählen mehrere Rechner oder Prozesse jeder für sich: das Feld, das sie unterscheidet, z. B. host.name.',
    'If several hosts or processes count on their own: the field that tells them apart, e.g. host.name.',
  ),
  save: text('Speichern', 'Save'),
  saved: text('Gespeichert. Es gilt in wenigen Sekunden.', 'Saved. It is in force within seconds.'),
}
