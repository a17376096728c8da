import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import {
  Button,
  Notice,
  ProblemNotice,
  queryOf,
  Section,
  text,
  TextField,
  useChange,
  useQueryState,
  Filter,
  useText,
} from '@nachweis/console'
import {
  changeSource,
  previewMapping,
  sampleCharactersMax,
  showSource,
  type SourceDetail,
} from '../sources/contract.ts'
import { mappedFields, type MappedField, type Mapping } from '../sources/settings.ts'
import { MappingField } from './sources-mapping-field.tsx'
import { useSources } from './sources-may.ts'
import { commonPaths } from './sources-paths.ts'
import { Preview } from './sources-preview.tsx'

const previewedEvents = 10

interface Props {
  readonly source: SourceDetail
}

/** Where each field stands in the events of a source; what that makes of real events is seen before it is in force. */
export function SourceMapping({ source }: Props): ReactNode {
  const saved = source.settings.mapping
  const [draft, setDraft] = useState<Mapping>(saved)
  const [from] = useQueryState('from')
  const [sample, setSample] = useState('')
  const preview = usePreview(source.id, draft, from === 'sample' ? sample : null)
  const events = useMemo(() => preview.data?.events ?? [], [preview.data])
  const paths = useMemo(() => commonPaths(events.map(({ body }) => body)), [events])
  const set = (field: MappedField, mapped: readonly string[]) =>
    setDraft((before) => ({ ...before, [field]: [...mapped] }))
  const add = (field: MappedField, path: string) =>
    setDraft((before) => ({ ...before, [field]: [path, ...before[field].filter((each) => each !== path)] }))
  return (
    <div className="mapping">
      <Section title={words.fields} lead={words.fieldsWhat}>
        <div className="mapping-fields">
          {mappedFields.map((field) => (
            <MappingField
              key={field}
              field={field}
              mapped={draft[field]}
              paths={paths}
              onChange={(mapped) => set(field, mapped)}
            />
          ))}
        </div>
      </Section>
      <Section title={words.preview} lead={words.previewWhat}>
        <Save source={source} draft={draft} onDiscard={() => setDraft(saved)} />
        <PreviewOf sample={sample} onSample={setSample} />
        <ProblemNotice error={preview.error} />
        {!preview.error && <Preview events={events} onUse={add} />}
        {from === '' && preview.data && events.length === 0 && <NoEvents />}
      </Section>
    </div>
  )
}

interface SampleProps {
  readonly sample: string
  readonly onSample: (sample: string) => void
}

/** Whether the newest events are previewed, or a sample that is pasted here. */
function PreviewOf({ sample, onSample }: SampleProps) {
  const [from, setFrom] = useQueryState('from')
  return (
    <>
      <Filter
        label={words.from}
        value={from}
        onChange={setFrom}
        options={[
          { id: '', label: words.newest },
          { id: 'sample', label: words.sample },
        ]}
      />
      {from === 'sample' && (
        <TextField
          name="sample"
          label={words.sample}
          description={words.sampleWhat}
          rows={5}
          isCode
          isRequired={false}
          maxLength={sampleCharactersMax}
          value={sample}
          onChange={onSample}
        />
      )}
    </>
  )
}

function NoEvents() {
  const t = useText()
  const [, setFrom] = useQueryState('from')
  return (
    <Notice title={words.noEvents}>
      <p>{t(words.noEventsWhat)}</p>
      <Button label={words.toSample} onPress={() => setFrom('sample')} />
    </Notice>
  )
}

/** What the draft makes of the newest events, or of the sample; asked again with every change. */
function usePreview(source: string, draft: Mapping, sample: string | null) {
  const { organisation } = useSources()
  const mapping = useDeferredValue(draft)
  const pasted = useDeferredValue(sample)
  return useQuery({
    ...queryOf(previewMapping, {
      params: { organisation, source },
      body: {
        settings: { mapping },
        limit: previewedEvents,
        ...(pasted !== null && { sample: pasted }),
      },
    }),
    enabled: pasted === null || pasted.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
}

interface SaveProps extends Props {
  readonly draft: Mapping
  readonly onDiscard: () => void
}

function Save({ source, draft, onDiscard }: SaveProps) {
  const { organisation } = useSources()
  const save = useChange(changeSource, { renews: [showSource, previewMapping], done: words.saved })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(source.settings.mapping)
  return (
    <>
      <ProblemNotice error={save.error} />
      <div className="form-buttons">
        <Button
          weight="strong"
          label={words.save}
          isDisabled={!isChanged}
          isPending={save.isPending}
          onPress={() =>
            save.mutate({
              params: { organisation, source: source.id },
              body: { settings: { mapping: draft } },
            })
          }
        />
        <Button label={words.discard} isDisabled={!isChanged || save.isPending} onPress={onDiscard} />
      </div>
    </>
  )
}

const words = {
  fields: text('Wo was steht', 'Where what stands'),
  fieldsWhat: text(
    'Namen von OCSF, ECS und OpenTelemetry werden von selbst verstanden. Nennen Sie nur, was Ihre Quelle anders nennt; das erste Feld, das in einem Ereignis vorkommt, gilt.',
    'Names of OCSF, ECS and OpenTelemetry are understood by themselves. Name only what your source calls differently; the first field that an event has counts.',
  ),
  preview: text('Was daraus wird', 'What comes of it'),
  previewWhat: text(
    'An echten Ereignissen, bevor Sie speichern. Was sich ändert, ist hervorgehoben. Gespeicherte Ereignisse bleiben, wie sie verstanden wurden; die Zuordnung gilt für alle, die danach kommen.',
    'On real events, before you save. What changes is highlighted. Stored events stay as they were understood; the mapping applies to all that come afterwards.',
  ),
  from: text('Vorschau an', 'Preview on'),
  newest: text('Neueste Ereignisse', 'Newest events'),
  sample: text('Eingefügtes Beispiel', 'Pasted sample'),
  sampleWhat: text(
    'Ein JSON-Objekt, mehrere untereinander oder eine Liste. Es wird nicht gespeichert.',
    'One JSON object, several below each other, or a list. It is not stored.',
  ),
  noEvents: text('Von dieser Quelle ist noch kein Ereignis da', 'There is no event of this source yet'),
  noEventsWhat: text(
    'Senden Sie eines (siehe Einrichtung), oder fügen Sie ein Beispiel ein.',
    'Send one (see set-up), or paste a sample.',
  ),
  toSample: text('Beispiel einfügen', 'Paste a sample'),
  save: text('Zuordnung speichern', 'Save the mapping'),
  saved: text('Gespeichert. Es gilt in wenigen Sekunden.', 'Saved. It is in force within seconds.'),
  discard: text('Verwerfen', 'Discard'),
}
