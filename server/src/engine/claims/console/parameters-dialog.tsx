import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import type { Parameter, Text, TrustClaim } from 'nachweis-verify'
import type { z } from 'zod'
import {
  Button,
  call,
  Dialog,
  Form,
  FormButtons,
  Loaded,
  Notice,
  ProblemNotice,
  queryOf,
  text,
  TextField,
  useChange,
  useText,
  type CallProblem,
} from '@nachweis/console'
import { listEvidence, listMeasures, showClaim } from '../contract.ts'
import { previewParameters, setParameters, showParameters } from '../contract/parameters.ts'
import { typedOf, valueOf, valuesOf, type Typed } from './parameter-values.ts'

interface Props {
  readonly claim: TrustClaim
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Changes the values of a claim, with the sentence as it will read. */
export function ParametersDialog({ claim, isOpen, onClose }: Props): ReactNode {
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose}>
      {isOpen && <Editor claim={claim} onClose={onClose} />}
    </Dialog>
  )
}

type Known = z.output<typeof showParameters.output>

function Editor({ claim, onClose }: Omit<Props, 'isOpen'>) {
  const known = useQuery(queryOf(showParameters, { params: paramsOf(claim) }))
  return (
    <Loaded query={known}>
      {(data) => (data.writable ? <Fields claim={claim} known={data} onClose={onClose} /> : <ReadOnly />)}
    </Loaded>
  )
}

function ReadOnly() {
  const t = useText()
  return (
    <Notice tone="warning" title={words.readOnly}>
      <p>{t(words.readOnlyWhy)}</p>
    </Notice>
  )
}

function Fields({ claim, known, onClose }: Omit<Props, 'isOpen'> & { readonly known: Known }) {
  const [typed, setTyped] = useState<Typed>({})
  const change = useChange(setParameters, {
    renews: [showClaim, listMeasures, listEvidence, showParameters],
    followsLog: true,
    done: words.done,
    after: onClose,
  })
  const values = valuesOf(typed, known.parameters)
  const preview = usePreview(claim, values)
  const isSame = preview.data?.changes !== true
  const save = () => {
    if (values !== null && !isSame) change.mutate({ params: paramsOf(claim), body: { parameters: values } })
  }
  return (
    <Form onSubmit={save} isPending={change.isPending} error={change.error}>
      {Object.entries(known.parameters).map(([name, value], index) => (
        <TextField
          key={name}
          name={name}
          label={labelOf(claim, name)}
          description={words.byDefault(typedOf(known.defaults[name] ?? value), name)}
          defaultValue={typedOf(value)}
          onChange={(next) => setTyped((before) => ({ ...before, [name]: next }))}
          inputMode={typeof value === 'number' ? 'decimal' : 'text'}
          validate={(next) => (valueOf(next, value) === null ? wrong(value) : null)}
          autoFocus={index === 0}
        />
      ))}
      <Preview claim={claim} preview={preview} />
      <FormButtons>
        <Button
          type="submit"
          weight="strong"
          label={words.save}
          isPending={change.isPending}
          isDisabled={isSame}
        />
        <Button label={words.cancel} onPress={onClose} />
      </FormButtons>
    </Form>
  )
}

type PreviewQuery = ReturnType<typeof usePreview>

/** The server says how the sentence would read, and refuses what it would refuse to write. */
function usePreview(claim: TrustClaim, values: Record<string, Parameter> | null) {
  const parameters = useDeferredValue(values)
  return useQuery<z.output<typeof previewParameters.output>, CallProblem>({
    queryKey: [previewParameters.name, claim.id, parameters],
    queryFn: () =>
      call(previewParameters, {
        params: paramsOf(claim),
        body: { parameters: parameters ?? {} },
      }),
    enabled: parameters !== null,
    placeholderData: keepPreviousData,
  })
}

function Preview({ claim, preview }: { readonly claim: TrustClaim; readonly preview: PreviewQuery }) {
  const t = useText()
  const shown = preview.data?.text ?? claim.text
  return (
    <div aria-live="polite">
      <p className="field-label">{t(words.preview)}</p>
      <p className="quoted-sentence" lang="de">
        {shown.de}
      </p>
      <p className="quoted-sentence" lang="en">
        {shown.en}
      </p>
      <ProblemNotice error={preview.error} />
      {preview.data?.changes && (
        <Notice tone="warning" title={words.publicEffect}>
          <p>{t(words.effect)}</p>
        </Notice>
      )}
    </div>
  )
}

const paramsOf = ({ id }: TrustClaim) => {
  const [measure = '', claim = ''] = id.split('/')
  return { measure, claim }
}

/** What the value counts, as the sentence says it ("Tage" of `{days Tage}`); else the parameter's name. */
function labelOf(claim: TrustClaim, name: string): Text {
  const unit = (language: 'de' | 'en') =>
    new RegExp(`\\{${name} ([^{}]+)\\}`).exec(claim.template[language])?.[1] ?? name
  return text(unit('de'), unit('en'))
}

function wrong(like: Parameter) {
  if (typeof like === 'number') return words.number
  return typeof like === 'string' ? words.words : words.list
}

const words = {
  title: text('Werte ändern', 'Change values'),
  byDefault: (value: string, name: string) =>
    text(
      `Voreinstellung: ${value}. In nachweis.yaml: ${name}.`,
      `Default: ${value}. In nachweis.yaml: ${name}.`,
    ),
  preview: text('So steht es dann auf der Seite', 'The page will then say'),
  publicEffect: text('Das sehen alle', 'Everybody sees this'),
  effect: text(
    'Satz und Prüfung ändern sich zusammen: Die Aussage bekommt eine neue Fassung. Bisherige Nachweise zählen für sie nicht; bis zur nächsten Prüfung steht sie ohne Nachweis da. Die Änderung wird protokolliert.',
    'Sentence and check change together: the claim gets a new version. Earlier evidence does not count for it; until the next check it has no evidence. The change is logged.',
  ),
  save: text('Ändern und veröffentlichen', 'Change and publish'),
  cancel: text('Abbrechen', 'Cancel'),
  done: text('Geändert und veröffentlicht.', 'Changed and published.'),
  number: text('Bitte eine Zahl über 0.', 'Please enter a number above 0.'),
  words: text('Bitte einen Text.', 'Please enter a text.'),
  list: text(
    'Bitte mindestens einen Eintrag, mehrere mit Komma.',
    'Please enter at least one entry; separate with commas.',
  ),
  readOnly: text('Hier nicht änderbar', 'Cannot be changed here'),
  readOnlyWhy: text(
    'Der Server darf nachweis.yaml nicht schreiben. Ändern Sie den Wert dort unter „parameters“, oder geben Sie dem Server das Recht dazu.',
    'The server may not write nachweis.yaml. Change the value there below “parameters”, or let the server write it.',
  ),
}
