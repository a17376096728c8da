import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import { readSenders, type Sender } from '../../../engine/events/index.ts'
import { minute, second } from '../../../kernel/clock.ts'

/** A system that the operator declared. */
export interface DeclaredSystem {
  /** Exactly one source bears the name or id that was declared, and no other system declares it. */
  readonly hasOwnSource: boolean
  /** Since the last event of its source, in ms; null: never heard. */
  readonly silentMs: number | null
  readonly paused: boolean
}

/** No names: whoever reads the page need not know what sends. */
export interface SystemsObserved {
  readonly systems: readonly DeclaredSystem[]
  /** Sources that are registered, and those of them that no declared system uses. */
  readonly registered: number
  readonly undeclared: number
}

/** Looks when each declared system was heard last. Writes nothing. */
export const systemsHeard = defineObserver<Target, SystemsObserved>({
  id: 'systems-heard',
  everyMs: 15 * minute,
  budgetMs: 10 * second,
  targets: ({ systems }) => (systems.length === 0 ? [] : [{ id: 'installation' }]),
  observe: (run) => observeSystems(run),
})

/** The observation itself. */
export async function observeSystems({ platform }: Pick<Run, 'platform'>): Promise<SystemsObserved> {
  const now = platform.clock.now()
  const senders = await readSenders(platform.database.reader)
  const found = platform
    .configuration()
    .systems.map(({ name, source }) => senders.filter((sender) => isMeant(sender, source ?? name)))
  const used = new Set(found.flat())
  const isOwn = (sender: Sender) => found.filter((senders) => senders.includes(sender)).length === 1
  return {
    systems: found.map((sources) => ({
      hasOwnSource: sources.length === 1 && sources.every(isOwn),
      ...stateOf(sources, now),
    })),
    registered: senders.length,
    undeclared: senders.length - used.size,
  }
}

const isMeant = ({ id, name }: Sender, wanted: string) =>
  id === wanted || name.toLowerCase() === wanted.normalize('NFC').toLowerCase()

function stateOf([only]: readonly Sender[], now: number): Pick<DeclaredSystem, 'silentMs' | 'paused'> {
  const last = only?.lastReceivedAt ?? null
  return { silentMs: last === null ? null : Math.max(0, now - last), paused: only?.paused ?? false }
}
