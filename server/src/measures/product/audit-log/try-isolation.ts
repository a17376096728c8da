import { setTimeout as wait } from 'node:timers/promises'
import type { CallResult } from '../../../engine/identity/index.ts'
import type { Look, SentEvent } from './find-ids.ts'

/** For all controls together: a proof stands within moments, the other ways answer at once. */
const controlsMs = 20_000
const pollMs = 250

/** One way to look for an event of a company, tried as another company. */
export interface IsolationTry {
  /** e.g. `search by word, in the other's own organisation`. */
  readonly way: string
  /** Whether the other company saw something of it. */
  readonly seen: boolean
  /** HTTP status of the answer to the other company. */
  readonly status: number
  /** Whether the company itself saw it on the same way: the control. */
  readonly control: boolean
}

interface Way {
  readonly name: string
  /** Below the organisation. */
  readonly path: string
  readonly sees: (result: CallResult) => boolean
  /** Whether it may be asked of all organisations at once. */
  readonly everywhere: boolean
}

/** Tries every route that shows events as a stranger: in the own organisation, in that of the company, and everywhere. */
export async function tryIsolation(
  signal: AbortSignal,
  own: Look,
  stranger: Look,
  event: SentEvent,
): Promise<IsolationTry[]> {
  const tries: IsolationTry[] = []
  const until = performance.now() + controlsMs
  for (const way of waysTo(event, own.organisation)) {
    const control = await isSeen(signal, own, way, until)
    const from = [
      ["in the other's own organisation", stranger.organisation, ''],
      ['in the organisation of the company', own.organisation, ''],
      ...(way.everywhere
        ? [['in all organisations', stranger.organisation, 'everywhere=true'] as const]
        : []),
    ] as const
    for (const [where, organisation, more] of from) {
      const result = await ask(stranger, organisation, way, more)
      tries.push({ way: `${way.name}, ${where}`, seen: way.sees(result), status: result.status, control })
    }
  }
  return tries
}

function waysTo({ id, actor, word }: SentEvent, organisation: string): Way[] {
  const tells = (marker: string) => (result: CallResult) =>
    result.status === 200 && result.text.includes(marker)
  const q = (query: string) => new URLSearchParams({ q: query }).toString()
  const searched = { everywhere: true }
  return [
    { name: 'search by word', path: `events?${q(word)}`, sees: tells(id), ...searched },
    { name: 'search by actor', path: `events?${q(`actor:${actor}`)}`, sees: tells(id), ...searched },
    {
      name: 'search by customer',
      path: `events?${q(`customer:${organisation}`)}`,
      sees: tells(id),
      ...searched,
    },
    { name: 'facets', path: `event-facets?${q(word)}`, sees: tells(actor), ...searched },
    {
      name: 'histogram',
      path: `event-histogram?${q(`${word} time:1h`)}`,
      sees: ({ status, body }) => status === 200 && body['total'] !== 0,
      ...searched,
    },
    {
      name: 'suggestions',
      path: `event-suggestions?${q(`actor:${actor.slice(0, 8)}`)}`,
      sees: tells(actor),
      ...searched,
    },
    {
      name: 'export as JSONL',
      path: `event-export?${q(word)}&format=jsonl`,
      sees: tells(actor),
      ...searched,
    },
    { name: 'export as CSV', path: `event-export?${q(word)}&format=csv`, sees: tells(actor), ...searched },
    { name: 'event by id', path: `events/${id}`, sees: tells(word), everywhere: false },
    {
      name: 'proof by id',
      path: `events/${id}/proof`,
      sees: ({ status }) => status === 200,
      everywhere: false,
    },
  ]
}

async function isSeen(signal: AbortSignal, own: Look, way: Way, until: number): Promise<boolean> {
  while (!way.sees(await ask(own, own.organisation, way, ''))) {
    if (performance.now() > until) return false
    await wait(pollMs, undefined, { signal })
  }
  return true
}

function ask({ caller }: Look, organisation: string, { path }: Way, more: string): Promise<CallResult> {
  const query = more === '' ? '' : `${path.includes('?') ? '&' : '?'}${more}`
  return caller.call('GET', `/api/v1/organisations/${organisation}/${path}${query}`)
}
