import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import {
  Button,
  call,
  Dialog,
  Form,
  FormButtons,
  numberWords,
  RadioGroup,
  renew,
  tell,
  text,
  useLanguage,
  useNow,
  useText,
} from '@nachweis/console'
import { listPushDeliveries, replayPushRange, showPushEndpoint } from '../push/contract.ts'
import { localTime } from './push-local-time.ts'
import { useOwnPush, type PushEndpoint } from './push-own.ts'

const dayMs = 86_400_000
/** Each queues 10,000 at most. */
const stepsMax = 100

interface Props {
  readonly endpoint: PushEndpoint
  /** ISO 8601; else a day ago. */
  readonly from: string
  readonly onClose: () => void
}

/** Sends again what was received from a moment on, and says how far that is. */
export function PushReplay({ endpoint, from, onClose }: Props): ReactNode {
  const t = useText()
  const language = useLanguage()
  const now = useNow()
  const [queued, setQueued] = useState(0)
  const replay = useReplay(endpoint, setQueued, onClose)
  const proposed = Number.isNaN(Date.parse(from)) ? now - dayMs : Date.parse(from)
  return (
    <Dialog title={words.title} isOpen onClose={onClose} isDismissable={!replay.isPending}>
      <Form
        onSubmit={({ from: chosen = '', which }) => {
          const to = new Date(now + dayMs).toISOString()
          replay.mutate({ from: new Date(chosen).toISOString(), to, onlyDead: which !== 'all' })
        }}
        isPending={replay.isPending}
        error={replay.error}
      >
        <p>
          {t(words.what)} {endpoint.kinds.length > 0 && t(words.records)}
        </p>
        <TimeField initial={localTime(proposed)} max={localTime(now)} />
        <RadioGroup name="which" label={words.which} defaultValue="dead" options={choices} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.send} isPending={replay.isPending} />
        </FormButtons>
        <p role="status" className={replay.isPending ? undefined : 'hidden'}>
          {replay.isPending && t(words.running(numberWords(queued, language)))}
        </p>
      </Form>
    </Dialog>
  )
}

interface Range {
  readonly from: string
  readonly to: string
  readonly onlyDead: boolean
}

/** Queues step by step, as many as a call takes, until there are no more. */
function useReplay({ id: endpoint }: PushEndpoint, onQueued: (n: number) => void, onDone: () => void) {
  const { organisation } = useOwnPush()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ from, to, onlyDead }: Range) => {
      let queued = 0
      let next: string | null = from
      for (let step = 0; next !== null && step < stepsMax; step++) {
        const done: { queued: number; next: string | null } = await call(replayPushRange, {
          params: { organisation, endpoint },
          body: { from: next, to, ...(onlyDead && { state: 'dead' }) },
        })
        queued += done.queued
        next = done.next
        onQueued(queued)
      }
      return { queued, isAll: next === null }
    },
    onSuccess: async ({ queued, isAll }) => {
      await renew(client, [listPushDeliveries, showPushEndpoint])
      tell(isAll ? words.done(queued) : words.more(queued))
      onDone()
    },
  })
}

/** Day and time, to the second, in the reader's zone: the browser's own field knows how people write it. */
function TimeField({ initial, max }: { readonly initial: string; readonly max: string }) {
  const t = useText()
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t(words.from)}
      </label>
      <input
        id={id}
        className="input"
        type="datetime-local"
        name="from"
        step={1}
        required
        defaultValue={initial}
        max={max}
      />
    </div>
  )
}

const choices = [
  { id: 'dead', label: text('Nur Aufgegebene', 'Only those given up') },
  {
    id: 'all',
    label: text('Alle, auch Zugestellte', 'All, delivered ones too'),
    description: text(
      'Der Empfänger bekommt diese noch einmal, unter derselben webhook-id.',
      'The receiver gets these once more, under the same webhook-id.',
    ),
  },
]

const words = {
  title: text('Erneut senden', 'Send again'),
  what: text(
    'Eingereiht werden Ereignisse, die ab diesem Zeitpunkt eingetroffen sind, die ältesten zuerst. Was wartet, bleibt an seinem Platz.',
    'Events that arrived from this moment on are queued, the oldest first. What is waiting keeps its place.',
  ),
  records: text(
    'Veröffentlichtes senden Sie einzeln erneut.',
    'Published records are sent again one by one.',
  ),
  from: text('Ab', 'From'),
  which: text('Welche', 'Which'),
  send: text('Erneut senden', 'Send again'),
  running: (n: string) => text(`${n} sind eingereiht …`, `${n} are queued …`),
  done: (n: number) => {
    if (n === 0)
      return text(
        'In dieser Zeit gibt es nichts erneut zu senden.',
        'There is nothing to send again in this time.',
      )
    return n === 1
      ? text('Eine Zustellung ist eingereiht.', 'One delivery is queued.')
      : text(`${n} Zustellungen sind eingereiht.`, `${n} deliveries are queued.`)
  },
  more: (n: number) =>
    text(
      `${n} Zustellungen sind eingereiht, die ältesten. Es gibt noch mehr: Wiederholen Sie es ab einem späteren Zeitpunkt.`,
      `${n} deliveries are queued, the oldest ones. There are more: do it again from a later moment.`,
    ),
}
