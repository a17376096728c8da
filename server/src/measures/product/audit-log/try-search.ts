import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Run } from '../../../engine/claims/index.ts'
import { withProbeSource } from '../../../engine/events/index.ts'
import {
  Caller,
  requireDone,
  signInFully,
  withThrowaway,
  type Throwaway,
} from '../../../engine/identity/index.ts'
import { findIds, type Look, type SentEvent } from './find-ids.ts'
import { tryIsolation, type IsolationTry } from './try-isolation.ts'

const eventsSent = 4
const pollMs = 500

export type SearchWay = 'actor' | 'word' | 'customer and time'

/** One way of searching for one event, tried until it was found or the time was over. */
export interface SearchTry {
  readonly way: SearchWay
  /** Since the acknowledgement, in ms; null: not found. */
  readonly foundMs: number | null
  /** How long it was looked for. */
  readonly lookedMs: number
  /** What was found besides, though it does not match. */
  readonly others: number
}

export interface SearchObserved {
  readonly tries: readonly SearchTry[]
  /** Searches for what nobody sent, and how many of them found something. */
  readonly unsent: { readonly searches: number; readonly finding: number }
  readonly isolation: readonly IsolationTry[]
}

/** Sends events of a throw-away company and looks for them: as the company, as the provider, as another company. */
export const trySearch = (run: Run, waitMs: number): Promise<SearchObserved> =>
  withThrowaway(run.platform, 'customer', (company) =>
    withThrowaway(run.platform, 'customer', (other) =>
      withThrowaway(run.platform, 'provider', (provider) =>
        withProbeSource(run.platform, company.organisation, (token) =>
          search(run, { company, other, provider }, token, waitMs),
        ),
      ),
    ),
  )

interface Parties {
  readonly company: Throwaway
  readonly other: Throwaway
  readonly provider: Throwaway
}

async function search(
  run: Run,
  { company, other, provider }: Parties,
  token: string,
  waitMs: number,
): Promise<SearchObserved> {
  const own = await lookFrom(run, company, 'admin')
  const stranger = await lookFrom(run, other, 'admin')
  const staff = await lookFrom(run, provider, 'auditor')
  const { sent, at } = await send(own.caller, token)
  const ways = sent.flatMap(({ id, actor, word }) => [
    { way: 'actor' as const, look: own, q: `actor:${actor}`, id, right: new Set([id]) },
    { way: 'word' as const, look: own, q: word, id, right: new Set([id]) },
    {
      way: 'customer and time' as const,
      look: { ...staff, everywhere: true },
      q: `customer:${company.organisation} time:1h`,
      id,
      right: new Set(sent.map((each) => each.id)),
    },
  ])
  const tries: SearchTry[] = []
  for (const { way, look, q, id, right } of ways) {
    const { found, ms } = await lookUntil(run, look, q, id, at, waitMs)
    const others = found.filter((each) => !right.has(each)).length
    tries.push({ way, foundMs: found.includes(id) ? ms : null, lookedMs: ms, others })
  }
  const never = [`actor:${randomWord()}`, randomWord()]
  const findings = await Promise.all(never.map((q) => findIds(own, q)))
  return {
    tries,
    unsent: { searches: never.length, finding: findings.filter((found) => found.length > 0).length },
    isolation: await tryIsolation(run.signal, own, stranger, sent[0] as SentEvent),
  }
}

async function lookFrom(
  { platform, signal }: Run,
  { organisation, addPerson }: Throwaway,
  role: 'admin' | 'auditor',
): Promise<Look> {
  const caller = new Caller(platform, signal)
  await signInFully(platform, caller, await addPerson([role]), role === 'auditor')
  return { caller, organisation, everywhere: false }
}

async function send(caller: Caller, token: string): Promise<{ sent: SentEvent[]; at: number }> {
  const made = Array.from({ length: eventsSent }, () => ({ actor: randomWord(), word: randomWord() }))
  const events = made.map(({ actor, word }) => ({
    actor,
    action: 'nachweis.search',
    message: `Probe ${word}.`,
  }))
  const headers = { authorization: `Bearer ${token}` }
  const { body } = await requireDone(caller.call('POST', '/api/v1/events', events, headers))
  const ids = body['ids'] as string[]
  return { sent: made.map((each, n) => ({ ...each, id: ids[n] as string })), at: performance.now() }
}

async function lookUntil(
  { signal }: Run,
  look: Look,
  q: string,
  id: string,
  since: number,
  waitMs: number,
): Promise<{ readonly found: readonly string[]; readonly ms: number }> {
  for (;;) {
    const found = await findIds(look, q)
    const ms = Math.round(performance.now() - since)
    if (found.includes(id) || ms >= waitMs) return { found, ms }
    await wait(pollMs, undefined, { signal })
  }
}

const randomWord = () => `w${randomBytes(12).toString('hex')}`
