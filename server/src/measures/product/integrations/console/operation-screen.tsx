import { useState, type ReactNode } from 'react'
import {
  Button,
  CopyField,
  Facts,
  Form,
  FormButtons,
  Loaded,
  Notice,
  PageHead,
  Section,
  text,
  TextField,
  useMe,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { addressOf, curlOf, exampleOf, type Operation } from './openapi.ts'
import { useOperations } from './use-openapi.ts'
import { trial, type Answer } from './trial.ts'
import './api.css'

/** One operation: what it takes, and a form that really sends it. */
export function OperationScreen({ params }: ScreenProps): ReactNode {
  const operations = useOperations()
  return (
    <Loaded query={operations}>
      {(all) => {
        const operation = all.find(({ id }) => id === params['operation'])
        return operation ? (
          <Described operation={operation} />
        ) : (
          <PageHead title={words.none} lead={words.noneWhat} crumbs={[{ label: words.all, href: '/api' }]} />
        )
      }}
    </Loaded>
  )
}

function Described({ operation }: { readonly operation: Operation }) {
  const t = useText()
  const { summary, method, path, permission, stepUp } = operation
  return (
    <>
      <PageHead title={text(summary, summary)} crumbs={[{ label: words.all, href: '/api' }]} />
      <Facts
        facts={[
          [
            words.address,
            <code key="address">
              {method} {path}
            </code>,
          ],
          [words.permission, <code key="permission">{permission}</code>],
          [words.stepUp, t(stepUp ? words.yes : words.no)],
        ]}
      />
      <Trial key={operation.id} operation={operation} />
    </>
  )
}

function Trial({ operation }: { readonly operation: Operation }) {
  const t = useText()
  const me = useMe()
  const { schema = null } = operation.body ?? {}
  const [body, setBody] = useState(() => (schema ? JSON.stringify(exampleOf(schema), null, 2) : ''))
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => ({
    organisation: me?.organisation.id ?? '',
  }))
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [isPending, setPending] = useState(false)
  const address = addressOf(operation, values)
  const send = async ({ token = '' }: Readonly<Record<string, string>>) => {
    setPending(true)
    setAnswer(await trial(operation, address, body, token))
    setPending(false)
  }
  return (
    <Section title={words.try}>
      {operation.method !== 'GET' && (
        <Notice tone="warning">
          <p>{t(words.really)}</p>
        </Notice>
      )}
      <Form onSubmit={(typed) => void send(typed)} isPending={isPending}>
        <Parameters operation={operation} values={values} onChange={setValues} />
        {operation.body && (
          <TextField
            name="body"
            label={words.body}
            isRequired={false}
            isCode
            rows={10}
            value={body}
            onChange={setBody}
          />
        )}
        <TextField
          name="token"
          label={words.token}
          description={words.tokenWhat}
          isRequired={false}
          isCode
          autoComplete="off"
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.send} isPending={isPending} />
        </FormButtons>
      </Form>
      <CopyField label={words.curl} value={curlOf(operation, location.origin, address, body)} />
      {answer && <Answered answer={answer} />}
    </Section>
  )
}

interface ParametersProps {
  readonly operation: Operation
  readonly values: Readonly<Record<string, string>>
  readonly onChange: (values: Readonly<Record<string, string>>) => void
}

function Parameters({ operation, values, onChange }: ParametersProps) {
  return operation.parameters.map(({ name, required, schema: { description } }) => (
    <TextField
      key={name}
      name={`parameter-${name}`}
      label={text(name, name)}
      {...(description !== undefined && { description: text(description, description) })}
      isRequired={required}
      isCode
      autoComplete="off"
      value={values[name] ?? ''}
      onChange={(value) => onChange({ ...values, [name]: value })}
    />
  ))
}

function Answered({ answer }: { readonly answer: Answer }) {
  const t = useText()
  return (
    <div role="status">
      <h3>{t(words.answer(answer.status, answer.ms))}</h3>
      <pre className="api-answer" tabIndex={0} aria-label={t(words.answerBody)}>
        {answer.text}
      </pre>
      {answer.isCut && <p>{t(words.cut)}</p>}
    </div>
  )
}

const words = {
  all: text('Programmierschnittstelle', 'Programming interface'),
  none: text('Diesen Aufruf gibt es hier nicht', 'There is no such operation here'),
  noneWhat: text(
    'Vielleicht hieß er in einer früheren Version so.',
    'Perhaps an earlier version called it so.',
  ),
  address: text('Adresse', 'Address'),
  permission: text('Nötiges Recht', 'Permission needed'),
  stepUp: text('Fragt noch einmal, wer Sie sind', 'Asks once more who you are'),
  yes: text('ja', 'yes'),
  no: text('nein', 'no'),
  try: text('Ausprobieren', 'Try it'),
  really: text('Was Sie hier senden, geschieht wirklich.', 'What you send here really happens.'),
  body: text('Inhalt (Body)', 'Body'),
  token: text('Token', 'Token'),
  tokenWhat: text(
    'Leer: mit Ihrer eigenen Sitzung. Ein Token wird nur für diesen Aufruf benutzt und nicht gespeichert.',
    'Empty: with your own session. A token is used for this call alone and not kept.',
  ),
  send: text('Senden', 'Send'),
  curl: text('Derselbe Aufruf mit curl', 'The same call with curl'),
  answer: (status: number, ms: number) =>
    status === 0
      ? text(`Keine Antwort nach ${ms} ms`, `No answer after ${ms} ms`)
      : text(`Antwort ${status} nach ${ms} ms`, `Answer ${status} after ${ms} ms`),
  answerBody: text('Inhalt der Antwort', 'Body of the answer'),
  cut: text('Gekürzt auf die ersten 200.000 Zeichen.', 'Cut after the first 200,000 characters.'),
}
