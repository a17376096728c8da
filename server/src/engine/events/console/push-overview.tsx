import type { ReactNode } from 'react'
import {
  Button,
  Count,
  Facts,
  Moment,
  Notice,
  ProblemNotice,
  Section,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import {
  changePushEndpoint,
  listPushEndpoints,
  showPushEndpoint,
  testPushEndpoint,
} from '../push/contract.ts'
import { problemWords } from '../push/problem-names.ts'
import { useOwnPush, type PushEndpoint } from './push-own.ts'
import { Exact } from './push-time.tsx'
import { TryResult } from './push-try.tsx'
import { What } from './push-what.tsx'
import { healthOf, healthWords } from './push-words.ts'

interface Props {
  readonly endpoint: PushEndpoint
}

/** How a webhook is, what it gets, and a test of it. */
export function PushOverview({ endpoint }: Props): ReactNode {
  const t = useText()
  const { lastDeliveredAt, waiting } = endpoint
  return (
    <>
      <StateNotice endpoint={endpoint} />
      <Facts
        facts={[
          [words.url, <code key="url">{endpoint.url}</code>],
          [words.what, <What key="what" endpoint={endpoint} />],
          [words.last, lastDeliveredAt === null ? t(words.never) : <Moment at={lastDeliveredAt} />],
          [words.waiting, <Count key="waiting" n={waiting} />],
          [words.created, <Moment key="created" at={endpoint.createdAt} />],
        ]}
      />
      <Section title={words.test} lead={words.testWhat}>
        <Test endpoint={endpoint} />
      </Section>
    </>
  )
}

function StateNotice({ endpoint }: Props) {
  const t = useText()
  const health = healthOf(endpoint)
  const { name, why } = healthWords[health]
  if (why === null) return null
  const isNew = health === 'paused' && endpoint.lastDeliveredAt === null
  const { lastProblem, nextTryAt } = endpoint
  const problem = lastProblem === null || health === 'paused' ? null : problemWords(lastProblem)
  return (
    <Notice tone={health === 'paused' ? 'info' : 'warning'} title={isNew ? words.notYet : name}>
      <p>{t(isNew ? words.notYetWhat : why)}</p>
      {problem && (
        <p>
          {t(words.problem)} <strong>{t(problem.name)}</strong>. {t(problem.what)}
        </p>
      )}
      {health === 'retrying' && (
        <p>
          {t(words.next)} {nextTryAt === null ? t(words.now) : <Exact at={nextTryAt} />}
        </p>
      )}
    </Notice>
  )
}

function Test({ endpoint }: Props) {
  const { organisation } = useOwnPush()
  const t = useText()
  const params = { organisation, endpoint: endpoint.id }
  const test = useChange(testPushEndpoint)
  const start = useChange(changePushEndpoint, {
    renews: [showPushEndpoint, listPushEndpoints],
    done: words.started,
  })
  const isOff = endpoint.state !== 'active'
  const isTaken = test.data?.problem === null
  return (
    <div className="push-part">
      <Button
        label={test.data ? words.again : words.send}
        weight={isOff && !isTaken ? 'strong' : 'plain'}
        isPending={test.isPending}
        onPress={() => test.mutate({ params })}
      />
      {test.isPending && <p role="status">{t(words.sending)}</p>}
      <ProblemNotice error={test.error} />
      {test.data && !test.isPending && <TryResult tried={test.data} />}
      {isOff && isTaken && (
        <Button
          label={words.start}
          weight="strong"
          isPending={start.isPending}
          onPress={() => start.mutate({ params, body: { active: true } })}
        />
      )}
      <ProblemNotice error={start.error} />
    </div>
  )
}

const words = {
  notYet: text('Noch nicht eingeschaltet', 'Not switched on yet'),
  notYetWhat: text(
    'Senden Sie unten einen Test. Nimmt der Empfänger ihn an, schalten Sie ein; was seit dem Anlegen geschah, kommt dann nach.',
    'Send a test below. If the receiver takes it, switch it on; what has happened since it was created then follows.',
  ),
  problem: text('Letzter Versuch:', 'Last try:'),
  next: text('Nächster Versuch:', 'Next try:'),
  now: text('jetzt', 'now'),
  url: text('Adresse', 'Address'),
  what: text('Bekommt', 'Gets'),
  last: text('Zuletzt zugestellt', 'Last delivered'),
  never: text('noch nie', 'never'),
  waiting: text('Es warten', 'Waiting'),
  created: text('Angelegt', 'Created'),
  test: text('Test', 'Test'),
  testWhat: text(
    'Sendet jetzt eine signierte Nachricht der Art „ping“, einmal, und zeigt die Antwort.',
    'Sends a signed message of the type “ping” now, once, and shows the answer.',
  ),
  send: text('Test senden', 'Send a test'),
  again: text('Noch einen Test senden', 'Send another test'),
  sending: text(
    'Gesendet. Die Antwort darf bis zu 15 Sekunden dauern …',
    'Sent. The answer may take up to 15 seconds …',
  ),
  start: text('Einschalten', 'Switch on'),
  started: text('Eingeschaltet. Ab jetzt wird zugestellt.', 'Switched on. Deliveries go out from now on.'),
}
