import { useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Form,
  FormButtons,
  Notice,
  RadioGroup,
  text,
  TextField,
  useText,
} from '@nachweis/console'
import { bodyOf, problemOf, scopeOf, urlProblem, type PushBody, type Scope } from './push-draft.ts'
import { useOwnPush, type PushEndpoint } from './push-own.ts'
import { PushQuery } from './push-query.tsx'
import { kindOptions, kindWords } from './push-words.ts'

interface Props {
  /** What is changed; null: a new one. */
  readonly endpoint: PushEndpoint | null
  readonly onSave: (body: PushBody, everywhere: boolean) => void
  readonly isPending: boolean
  readonly error: unknown
  readonly save: Text
}

/** Where a webhook goes and what it gets. */
export function PushForm({ endpoint, onSave, isPending, error, save }: Props): ReactNode {
  const t = useText()
  const { organisation, isStaff } = useOwnPush()
  const [scope, setScope] = useState<Scope>(endpoint === null ? 'all' : scopeOf(endpoint))
  const [query, setQuery] = useState(endpoint?.query ?? '')
  const [everywhere, setEverywhere] = useState(endpoint?.everywhere ?? false)
  const [problem, setProblem] = useState<Text | null>(null)
  const send = (values: Readonly<Record<string, string>>) => {
    const body = bodyOf(values, query)
    const found = problemOf(body, scope)
    setProblem(found)
    if (found === null) onSave(body, everywhere && scope !== 'none')
  }
  return (
    <Form onSubmit={send} isPending={isPending} error={error} fieldOf={{ 'push-url-not-allowed': 'url' }}>
      <WhereFields endpoint={endpoint} />
      <RadioGroup
        name="scope"
        label={words.events}
        value={scope}
        onChange={(id) => setScope(id as Scope)}
        options={scopes}
      />
      {scope === 'search' && (
        <PushQuery query={query} where={{ organisation, everywhere }} onChange={setQuery} />
      )}
      {isStaff && endpoint === null && scope !== 'none' && (
        <Checkbox
          label={words.everywhere}
          description={words.everywhereWhat}
          isSelected={everywhere}
          onChange={setEverywhere}
        />
      )}
      <KindFields endpoint={endpoint} />
      {problem && (
        <Notice tone="problem">
          <p>{t(problem)}</p>
        </Notice>
      )}
      <FormButtons>
        <Button type="submit" weight="strong" label={save} isPending={isPending} />
      </FormButtons>
    </Form>
  )
}

function WhereFields({ endpoint }: Pick<Props, 'endpoint'>) {
  return (
    <>
      <TextField
        name="description"
        label={words.description}
        description={words.descriptionWhat}
        defaultValue={endpoint?.description ?? ''}
        maxLength={120}
        autoComplete="off"
      />
      <TextField
        name="url"
        label={words.url}
        description={words.urlWhat}
        defaultValue={endpoint?.url ?? ''}
        inputMode="url"
        maxLength={1_000}
        autoComplete="off"
        isCode
        validate={urlProblem}
      />
    </>
  )
}

/** Published records; those that are in force but not offered any more stay. */
function KindFields({ endpoint }: Pick<Props, 'endpoint'>) {
  const chosen = endpoint?.kinds ?? []
  const others = chosen.filter((kind) => !kindOptions.some(({ id }) => id === kind))
  return (
    <CheckboxGroup
      name="kinds"
      label={words.kinds}
      description={words.kindsWhat}
      isRequired={false}
      defaultValue={chosen}
      options={[...kindOptions, ...others.map((id) => ({ id, label: kindWords(id) }))]}
    />
  )
}

const scopes = [
  { id: 'all', label: text('Alle Ereignisse', 'All events') },
  {
    id: 'search',
    label: text('Nur Ereignisse, auf die eine Suche passt', 'Only events that match a search'),
  },
  { id: 'none', label: text('Keine Ereignisse', 'No events') },
]

const words = {
  description: text('Bezeichnung', 'Description'),
  descriptionWhat: text(
    'Woran Sie ihn wiedererkennen, z. B. Alarm im Leitstand.',
    'How you recognise it, e.g. alarm in the control room.',
  ),
  url: text('Adresse des Empfängers', 'Address of the receiver'),
  urlWhat: text(
    'Eine öffentliche https-Adresse, die mit 200 bis 299 antwortet, innerhalb von 15 Sekunden.',
    'A public https address that answers with 200 to 299, within 15 seconds.',
  ),
  events: text('Welche Ereignisse', 'Which events'),
  everywhere: text('Auch die Ereignisse aller Kunden', 'The events of all customers, too'),
  everywhereWhat: text(
    'Sonst nur, was keinem Kunden gehört. Lässt sich später nicht ändern.',
    'Otherwise only what belongs to no customer. Cannot be changed later.',
  ),
  kinds: text('Außerdem, was veröffentlicht wird', 'Also what is published'),
  kindsWhat: text(
    'Einträge des öffentlichen Protokolls, sobald sie darin stehen.',
    'Records of the public log, as soon as they stand in it.',
  ),
}
