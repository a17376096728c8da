import { setTimeout as wait } from 'node:timers/promises'
import type { Run } from '../../../engine/claims/index.ts'
import { withProbeSource } from '../../../engine/events/index.ts'
import { Caller, signInFully, withThrowaway, type Throwaway } from '../../../engine/identity/index.ts'
import { readEventSocket, readEventStream, type LiveReader, type LiveWanted } from './live-readers.ts'
import { sendEvents } from './send-events.ts'

/** Before the connection breaks, while it is broken, and after it was resumed. */
const eachSent = 4
const arriveMs = 20_000
const quietMs = 1_500
const lookMs = 50

/** One way to read along, broken off and resumed. */
export interface WayRead {
  readonly way: 'server-sent events' | 'WebSocket'
  readonly sent: readonly string[]
  /** Before and after the break, in the order in which they came. */
  readonly read: readonly string[]
  /** Whether somebody who is not signed in could open it: the control. */
  readonly openToAll: boolean
}

export interface StreamObserved {
  readonly ways: readonly WayRead[]
}

const ways = [
  ['server-sent events', readEventStream],
  ['WebSocket', readEventSocket],
] as const

/** Reads events of a throw-away company along, while another one sends too, and breaks off in between. */
export const tryStream = (run: Run): Promise<StreamObserved> =>
  withThrowaway(run.platform, 'customer', (company) =>
    withThrowaway(run.platform, 'customer', (other) =>
      withProbeSource(run.platform, company.organisation, (own) =>
        withProbeSource(run.platform, other.organisation, (foreign) => readAll(run, company, own, foreign)),
      ),
    ),
  )

async function readAll(run: Run, company: Throwaway, own: string, foreign: string): Promise<StreamObserved> {
  const { platform, signal } = run
  const caller = new Caller(platform, signal)
  await signInFully(platform, caller, await company.addPerson(['admin']), false)
  const read: WayRead[] = []
  for (const [way, open] of ways) {
    const wanted = { platform, caller, organisation: company.organisation, signal }
    const stranger = { ...wanted, caller: new Caller(platform, signal), after: null }
    const openToAll = await open(stranger).then(
      (reader) => {
        reader.close()
        return true
      },
      () => false,
    )
    read.push({ way, openToAll, ...(await readOnce(open, wanted, own, foreign)) })
  }
  return { ways: read }
}

async function readOnce(
  open: (wanted: LiveWanted) => Promise<LiveReader>,
  wanted: Omit<LiveWanted, 'after'>,
  own: string,
  foreign: string,
): Promise<Pick<WayRead, 'sent' | 'read'>> {
  const { caller, signal } = wanted
  const sent: string[] = []
  const send = async () => {
    await sendEvents(caller, foreign, 1, () => ({ action: 'nachweis.foreign' }))
    sent.push(...(await sendEvents(caller, own, eachSent, (n) => ({ action: 'nachweis.live', n }))))
  }
  const first = await open({ ...wanted, after: null })
  await send()
  await arrived(first, sent.length, signal)
  first.close()
  const before = [...first.ids]
  await send()
  const second = await open({ ...wanted, after: before.at(-1) ?? null })
  await send()
  await arrived(second, sent.length - before.length, signal)
  await wait(quietMs, undefined, { signal })
  second.close()
  return { sent, read: [...before, ...second.ids] }
}

async function arrived({ ids }: LiveReader, count: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + arriveMs
  while (ids.length < count && performance.now() < until) await wait(lookMs, undefined, { signal })
}
