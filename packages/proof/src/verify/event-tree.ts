/** The tree of events: a second tree, for whose keys and growth the records of the log vouch. */
import { equalBytes, fromBase64, toBase64 } from '../bytes.ts'
import { verifyCheckpoint, type Checkpoint, type LogKeys } from '../checkpoint.ts'
import { consistencyProof } from '../merkle-proofs.ts'
import { verifyConsistency } from '../merkle.ts'
import { ProofError } from '../proof-error.ts'
import type { DisclosedRecord, EventsCheckpoint, LogOpened, TrustRecord } from '../records.ts'
import { hashReader } from '../tile-reader.ts'
import { checkAge, keyLine, parseKeys, refuse } from './head.ts'
import { Refusal, type EventsMemory, type ReportedEvents } from './report.ts'
import { inParallel, need, type Run } from './run.ts'
import { servedTiles } from './served-tiles.ts'
import { checkContinues, type SameLog } from './tree.ts'

export interface EventsContext {
  /** Origin of the log, whose tree of events this is. */
  readonly origin: string
  /** Leaves of the log whose disclosed records are at hand. */
  readonly size: number
  readonly memory: EventsMemory | null
  /** ms since the epoch. */
  readonly now: number
  /** A saved copy may be older than what is remembered. */
  readonly mayBeOlder: boolean
}

export interface VerifiedEvents {
  readonly report: ReportedEvents
  readonly memory: EventsMemory
}

const base = '/log/events'
const checkpointPath = `${base}/checkpoint`

/**
 * Verifies keys, head and growth of the tree of events, by its tiles along the way and not by all of its leaves. Null when
 * the log never opened one. Throws Refusal.
 */
export async function verifyEventTree(
  run: Run,
  records: readonly DisclosedRecord[],
  context: EventsContext,
): Promise<VerifiedEvents | null> {
  const { openings, notes } = said(records)
  const opened = await onlyOpening(run, openings, notes, context)
  if (!opened) return null
  // Are the keys those that the log was told at its opening, and those seen before?
  const keys = await toldKeys(run, opened, context)
  // Is the head signed and recent?
  const head = await verifyCheckpoint(await need(run, checkpointPath), keys).catch(
    refuse(checkpointPath, 'checkpoint-invalid'),
  )
  checkAge(run, checkpointPath, head.time, context.now)
  // Do the tiles give its root, and is it the continuation of all that was seen and noted before?
  const sameTree = await continuationOf(run, head)
  const { memory, mayBeOlder } = context
  const older =
    memory !== null && (await checkContinues(memory, head, sameTree, mayBeOlder, checkpointPath)) === 'older'
  await checkNotes(run, notes, { keys, head, sameTree, from: memory?.notedUntil ?? 0 })
  const tree = { origin: head.origin, size: head.size, root: toBase64(head.root) }
  const { key, clockKey } = opened
  return {
    report: {
      size: tree.size,
      root: tree.root,
      time: new Date(head.time).toISOString(),
      noted: notes.length,
    },
    memory: older ? memory : { ...tree, key, clockKey, notedUntil: context.size },
  }
}

interface Note {
  readonly index: number
  readonly data: EventsCheckpoint
}

function said(records: readonly DisclosedRecord[]) {
  const openings: LogOpened[] = []
  const notes: Note[] = []
  for (const { index, record } of records as readonly DisclosedRecord<TrustRecord>[]) {
    if (record.type === 'log.events-opened') openings.push(record.data)
    if (record.type === 'log.events-checkpoint') notes.push({ index, data: record.data })
  }
  return { openings, notes }
}

async function onlyOpening(
  run: Run,
  openings: readonly LogOpened[],
  notes: readonly Note[],
  { origin, memory }: EventsContext,
): Promise<LogOpened | null> {
  const differs = (message: string) => new Refusal('/log/records', 'log-opened-differs', message)
  const [opened, ...more] = openings
  if (more.length > 0) throw differs(`log.events-opened stands ${openings.length} times in the log, not once`)
  if (!opened) {
    const served = notes.length > 0 || memory !== null || (await run.source.get(`${base}/key`)) !== null
    if (served) throw differs('there is a tree of events, but no log.events-opened that vouches for its keys')
    return null
  }
  if (opened.origin !== `${origin}/events`)
    throw differs(`log.events-opened names ${opened.origin}, but the log is ${origin}`)
  return opened
}

async function toldKeys(run: Run, opened: LogOpened, { memory }: EventsContext): Promise<LogKeys> {
  const { key, clockKey } = opened
  if (memory && (memory.key !== key || memory.clockKey !== clockKey))
    throw new Refusal(`${base}/key`, 'key-changed', `remembered was ${memory.key}`)
  const told = 'log.events-opened in /log/records'
  const keys = parseKeys({ key, clockKey }, { key: told, clockKey: told })
  for (const [path, line] of [
    [`${base}/key`, key],
    [`${base}/clock-key`, clockKey],
  ] as const)
    if ((await keyLine(run, path)) !== line)
      throw new Refusal(path, 'log-opened-differs', `log.events-opened names ${line}`)
  return keys
}

/** Proves, with tiles that give the root of `head`, that it is the continuation of a smaller head. */
async function continuationOf(run: Run, head: Checkpoint): Promise<SameLog> {
  const readTile = await servedTiles(run, base, head)
  return async ({ size, root }) => {
    if (size === 0) return
    if (size === head.size) {
      if (equalBytes(root, head.root)) return
      throw new ProofError('root-mismatch', `two different trees of ${size} leaves`)
    }
    const proof = await consistencyProof(size, head.size, hashReader(head.size, readTile))
    verifyConsistency({
      firstSize: size,
      secondSize: head.size,
      firstRoot: root,
      secondRoot: head.root,
      proof,
    })
  }
}

interface Held {
  readonly keys: LogKeys
  readonly head: Checkpoint
  readonly sameTree: SameLog
  /** Notes below this leaf index were held against the tree before. */
  readonly from: number
}

/** Every head that the log noted must be signed, larger than the one before, and the beginning of the tree as it is now. */
async function checkNotes(run: Run, notes: readonly Note[], held: Held): Promise<void> {
  let last = 0
  for (const { index, data } of notes) {
    if (typeof data.checkpoint !== 'string')
      throw new Refusal(`index ${index}`, 'record-invalid', 'no checkpoint')
    if (!Number.isSafeInteger(data.size) || data.size <= last)
      throw new Refusal(`index ${index}`, 'record-invalid', `it notes ${data.size} events after ${last}`)
    last = data.size
  }
  await inParallel(
    notes.filter(({ index }) => index >= held.from),
    (note) => checkNote(note, held),
  )
}

async function checkNote({ index, data }: Note, { keys, head, sameTree }: Held): Promise<void> {
  const where = `index ${index}`
  const signed = await verifyCheckpoint(data.checkpoint, keys).catch(refuse(where, 'checkpoint-invalid'))
  const root = signed.size === data.size && signed.origin === data.origin ? toBase64(signed.root) : null
  if (root !== data.root)
    throw new Refusal(where, 'record-invalid', 'its checkpoint is not the one that it names')
  if (data.size > head.size) {
    const message = `the log noted ${data.size} events (${where}), and now there are ${head.size}`
    throw new Refusal(checkpointPath, 'rollback', message)
  }
  try {
    await sameTree({ size: data.size, root: fromBase64(data.root) })
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    throw new Refusal(
      checkpointPath,
      'split-view',
      `not the tree that the log noted (${where}): ${error.message}`,
    )
  }
}
