import { setImmediate as pause } from 'node:timers/promises'
import { entryBytes, ProofError, type LogKeys } from 'nachweis-verify'
import { forgeLog, throwAwayKeys, type ThrowAwayKeys } from './forge.ts'
import type { CopiedRecord, LogCopy } from './log-copy.ts'
import { entriesOf, verifyCopy, type RememberedHead } from './verify-copy.ts'

/** What trials need from outside: `random(n)` is a whole number from 0 to n - 1, `now` in ms since the epoch. */
export interface TrialContext {
  readonly signal: AbortSignal
  readonly random: (below: number) => number
  readonly now: number
}

/** How many alterations of a kind were tried and how many were refused. */
export interface Tried {
  readonly trials: number
  readonly detected: number
}

export const byteKinds = ['entry', 'tile', 'record', 'salt'] as const
export type ByteKind = (typeof byteKinds)[number]

/** Why the copy is refused as it is, by the code of ProofError; null when it verifies. */
export async function refusal(
  copy: LogCopy,
  keys: LogKeys,
  remembered: RememberedHead | null,
): Promise<string | null> {
  try {
    await verifyCopy(copy, keys, remembered)
    return null
  } catch (error) {
    // Anything else is a defect of ours and must not pass for a detection.
    if (error instanceof ProofError) return error.code
    throw error
  }
}

/** Flips a random byte per trial, kind after kind. Kinds of which the copy has nothing are not tried. */
export async function tamperBytes(
  copy: LogCopy,
  trials: number,
  context: TrialContext,
): Promise<Record<ByteKind, Tried>> {
  const tried = Object.fromEntries(byteKinds.map((kind) => [kind, { trials: 0, detected: 0 }])) as Record<
    ByteKind,
    Tried
  >
  const kinds = byteKinds.filter((kind) =>
    kind === 'record' || kind === 'salt' ? copy.records.length > 0 : copy.tiles.size > 0,
  )
  for (let trial = 0; trial < trials && kinds.length > 0; trial++) {
    await turn(context)
    const kind = kinds[trial % kinds.length] as ByteKind
    const altered = flipByte(copy, kind, context.random)
    const code = await refusal(altered, copy.keys, copy)
    tried[kind] = { trials: tried[kind].trials + 1, detected: tried[kind].detected + (code === null ? 0 : 1) }
  }
  return tried
}

function flipByte(copy: LogCopy, kind: ByteKind, random: TrialContext['random']): LogCopy {
  if (kind === 'entry' || kind === 'tile') {
    const paths = [...copy.tiles.keys()].filter(
      (path) => path.startsWith('tile/entries/') === (kind === 'entry'),
    )
    const path = paths[random(paths.length)] as string
    return {
      ...copy,
      tiles: new Map(copy.tiles).set(path, flipped(copy.tiles.get(path) as Uint8Array, random)),
    }
  }
  const at = random(copy.records.length)
  const record = copy.records[at] as CopiedRecord
  const altered =
    kind === 'record'
      ? { ...record, body: flipped(record.body, random) }
      : { ...record, salt: flipped(record.salt, random) }
  return { ...copy, records: copy.records.with(at, altered) }
}

function flipped(bytes: Uint8Array, random: TrialContext['random']): Uint8Array {
  const at = random(bytes.length)
  return bytes.with(at, (bytes[at] as number) ^ (1 + random(255)))
}

/** Trials of one attack by somebody who holds a signing key, with what shows that the attack was a real one. */
export interface Attacked extends Tried {
  /** The untouched copy, seen by somebody who remembers its head, and an honest growth to it, are accepted. */
  readonly honestAccepted: boolean
  /** Forgeries that somebody without memory accepts: they were well made. */
  readonly wellMade: number
}

/**
 * Cuts off a random tail per trial. Even trials: the rest with its own root, signed anew, before somebody who remembers
 * the longer log. Odd trials: the rest under the old signature.
 */
export async function tamperTail(copy: LogCopy, trials: number, context: TrialContext): Promise<Attacked> {
  const keep = () => 1 + context.random(copy.size - copy.from - 1)
  return attack(
    copy,
    copy.size - copy.from < 2 ? 0 : trials,
    context,
    async (entries, forger, original, trial) => {
      const cut = await forgeLog(original, entries.slice(0, trial === 0 ? -1 : keep()), forger, context.now)
      return trial % 2 === 0
        ? { forged: cut, alone: true }
        : { forged: { ...cut, checkpoint: original.checkpoint }, alone: false }
    },
  )
}

/** Replaces a random entry per trial and signs the tree that follows from it: the same size, or grown by up to three. */
export async function tamperFork(copy: LogCopy, trials: number, context: TrialContext): Promise<Attacked> {
  return attack(
    copy,
    copy.size - copy.from < 1 ? 0 : trials,
    context,
    async (entries, forger, original, trial) => {
      const at = context.random(entries.length)
      const replaced = entries.with(at, randomEntry(context.random))
      const grown =
        trial % 2 === 0
          ? []
          : Array.from({ length: 1 + context.random(3) }, () => randomEntry(context.random))
      const forged = await forgeLog(original, [...replaced, ...grown], forger, context.now)
      // What the replaced leaf would open to is kept back: a forger shows only what fits.
      return {
        forged: { ...forged, records: forged.records.filter(({ index }) => index !== original.from + at) },
        alone: true,
      }
    },
  )
}

function randomEntry(random: TrialContext['random']): Uint8Array {
  return Uint8Array.from({ length: entryBytes }, (_, at) => (at === 0 ? 1 : random(256)))
}

type Forge = (
  entries: readonly Uint8Array[],
  forger: ThrowAwayKeys,
  original: LogCopy,
  trial: number,
) => Promise<{ readonly forged: LogCopy; readonly alone: boolean }>

async function attack(copy: LogCopy, trials: number, context: TrialContext, forge: Forge): Promise<Attacked> {
  if (trials === 0) return { trials, detected: 0, wellMade: 0, honestAccepted: false }
  const forger = await throwAwayKeys(copy.keys.log.name)
  const entries = entriesOf(copy, copy.size)
  const original = await forgeLog(copy, entries, forger, context.now)
  const shorter = await forgeLog(copy, entries.slice(0, Math.ceil(entries.length / 2)), forger, context.now)
  const accepts = async (remembered: LogCopy) => (await refusal(original, forger.keys, remembered)) === null
  const honestAccepted = (await accepts(original)) && (await accepts(shorter))
  let [detected, wellMade] = [0, 0]
  for (let trial = 0; trial < trials; trial++) {
    await turn(context)
    const { forged, alone } = await forge(entries, forger, original, trial)
    const accepted = !alone || (await refusal(forged, forger.keys, null)) === null
    if (accepted) wellMade++
    if (accepted && (await refusal(forged, forger.keys, original)) !== null) detected++
  }
  return { trials, detected, wellMade, honestAccepted }
}

/** Lets requests through between two trials, and ends them when the budget is spent. */
async function turn({ signal }: TrialContext): Promise<void> {
  await pause()
  signal.throwIfAborted()
}
