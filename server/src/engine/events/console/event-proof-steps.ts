import {
  canonicalJson,
  fromHex,
  fromUtf8,
  leafEntry,
  leafHash,
  parseCanonical,
  parseTlogProof,
  parseVerifierKey,
  ProofError,
  toHex,
  verifyCheckpoint,
  verifyInclusion,
  type Bytes,
  type Text,
} from 'nachweis-verify'
import { text } from '@nachweis/console'

export interface Step {
  readonly ok: boolean
  readonly words: Text
}

/** Fetches a resource of the installation; throws when there is none. */
export type Get = (path: string) => Promise<Bytes>

/** Fetches past every cache; throws when the answer is larger than any proof. */
export const fetchBytes: Get = async (path) => {
  const response = await fetch(path, {
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > proofBytesMax) throw new Error(`${path}: more than ${proofBytesMax} bytes`)
  return bytes
}

/** The event as the page shows it: what is proved is that exactly this was logged. */
export interface Claimed {
  readonly id: string
  readonly organisation: string
  readonly body: unknown
}

interface Opened {
  readonly record: { readonly id: string; readonly type: string; readonly at: string; readonly data: object }
  readonly salt: string
}

const answerMs = 20_000
const proofBytesMax = 4 * 1024 * 1024
export const keyPath = '/log/events/key'
export const clockKeyPath = '/log/events/clock-key'
const shownCharacters = 16

/**
 * Verifies here, in the browser, that an event is a leaf of the signed tree of events, and that it is the one that is
 * shown. Yields a sentence per step; the first that fails is the last.
 */
export async function* proofSteps(get: Get, event: Claimed): AsyncGenerator<Step> {
  const path = proofPath(event)
  let where = path
  try {
    const { index, proof, checkpoint, extra } = parseTlogProof(fromUtf8(await get(path)))
    if (!extra) throw new Error('the line that opens the leaf is missing')
    const { record, salt } = parseCanonical(extra) as Opened
    const hash = leafHash(leafEntry(canonicalJson(record), fromHex(salt)))
    yield done(words.leaf(toHex(hash).slice(0, shownCharacters)))

    where = keyPath
    const log = parseVerifierKey(line(await get(keyPath)))
    where = clockKeyPath
    const clock = parseVerifierKey(line(await get(clockKeyPath)))
    where = `${path}, checkpoint`
    const head = await verifyCheckpoint(checkpoint, { log, clock })
    yield done(words.signed(head.origin, head.size, new Date(head.time).toISOString()))

    where = `${path}, index ${index}`
    verifyInclusion({ index, size: head.size, root: head.root, leafHash: hash, proof })
    yield done(words.placed(index))

    where = `${path}, record`
    checkSame(record, event)
    yield done(words.same(record.at))
  } catch (error) {
    yield { ok: false, words: failed(error, where) }
  }
}

/** Where the proof of an event is, as a file to keep. */
export const proofPath = ({ organisation, id }: Pick<Claimed, 'organisation' | 'id'>): string =>
  `/api/v1/organisations/${organisation}/events/${id}/proof`

const done = (said: Text): Step => ({ ok: true, words: said })
/** A file of one line, e.g. a key. */
export const line = (bytes: Bytes): string => fromUtf8(bytes).replace(/\n$/, '')

function checkSame(record: Opened['record'], { id, organisation, body }: Claimed): void {
  const data = record.data as { readonly event?: unknown; readonly organisation?: unknown }
  if (record.type !== 'events.received') throw new Error(`${record.type} is no event`)
  if (record.id !== id) throw new Error(`the record is ${record.id}`)
  if (data.organisation !== organisation) throw new Error('the record belongs to another organisation')
  if (canonicalJson(data.event) !== canonicalJson(body)) throw new Error('the record says something else')
}

/** Why a proof was not found or does not verify. */
export function failed(error: unknown, where: string): Text {
  if (error instanceof ProofError && error.code === 'crypto-unavailable') return words.noCrypto
  return words.failed(where, error instanceof Error ? error.message : String(error))
}

/** To the second, the same for everybody. */
export const moment = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`

const words = {
  leaf: (hash: string) =>
    text(
      `Das Ereignis und sein Salz ergeben das Blatt ${hash}…`,
      `The event and its salt give the leaf ${hash}…`,
    ),
  signed: (origin: string, size: number, at: string) =>
    text(
      `Beide Signaturen stimmen: ${origin} hat am ${moment(at)} einen Baum von ${size} Ereignissen signiert.`,
      `Both signatures verify: ${origin} signed a tree of ${size} events at ${moment(at)}.`,
    ),
  placed: (index: number) =>
    text(
      `Das Blatt steht an Stelle ${index} dieses Baums.`,
      `The leaf stands at place ${index} of this tree.`,
    ),
  same: (at: string) =>
    text(
      `Der Eintrag ist dieses Ereignis, Zeichen für Zeichen, wie es am ${moment(at)} empfangen wurde.`,
      `The record is this event, character by character, as it was received at ${moment(at)}.`,
    ),
  noCrypto: text(
    'Die Signaturen lassen sich hier nicht prüfen: Browser bieten das nur auf https-Seiten.',
    'The signatures cannot be verified here: browsers offer that on https pages only.',
  ),
  failed: (where: string, reason: string) =>
    text(
      `Die Prüfung ist gescheitert (${where}): ${reason}`,
      `The verification failed (${where}): ${reason}`,
    ),
}
