import { formatTlogProof, toBase64, utf8 } from 'nachweis-verify'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { batchOf, eventTree, proofOf, readHead } from '../../log/index.ts'
import { parseEventId } from '../event.ts'
import { openingOf, readSealed, type Opening } from './sealed-row.ts'

/** All that proves one event to somebody who has only the key of the tree of events. */
export interface EventProof {
  readonly opening: Opening
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** Signed. */
  readonly checkpoint: string
}

/**
 * Proves an event of this organisation under the newest head. Throws a Problem: `not-found` when the organisation has no
 * such event (any more), `conflict` while it is not a leaf yet, which takes a second at most.
 */
export async function proveEvent(reader: Reader, organisation: string, id: string): Promise<EventProof> {
  const place = parseEventId(id)
  const row = place && (await readSealed(reader, organisation, place))
  if (!row) throw noSuchEvent()
  const batch = await batchOf(reader, row.batch)
  const head = await readHead(reader, eventTree)
  if (!batch || !head) throw notALeafYet()
  const index = batch.firstLeaf + row.place
  const opening = openingOf(row, row.sourceId)
  const proof = await proofOf(reader, head, index, eventTree)
  return { opening, index, proof, checkpoint: head.checkpoint }
}

/** As C2SP tlog-proof; the extra line holds `{"record":…,"salt":…}`. */
export const proofFile = ({ opening, index, proof, checkpoint }: EventProof): string =>
  formatTlogProof({ index, proof, checkpoint, extra: utf8(openingJson(opening)) })

/** As canonical JSON, in the form of `/evidence/<id>.json`; the record stands in it as the bytes that were logged. */
export function proofJson({ opening, index, proof, checkpoint }: EventProof): string {
  const hashes = JSON.stringify(proof.map(toBase64))
  const { record, salt } = opening
  return `{"checkpoint":${JSON.stringify(checkpoint)},"inclusionProof":${hashes},"index":${index},"record":${record},"salt":"${salt}"}`
}

const openingJson = ({ record, salt }: Opening) => `{"record":${record},"salt":"${salt}"}`

const noSuchEvent = () =>
  new Problem('not-found', 'no-such-event', {
    de: 'Dieses Ereignis gibt es hier nicht, oder seine Frist ist abgelaufen.',
    en: 'There is no such event here, or its period has ended.',
  })

const retryS = 1
const notALeafYet = () =>
  new Problem(
    'conflict',
    'not-a-leaf-yet',
    {
      de: 'Dieses Ereignis ist gespeichert, aber noch kein Blatt im Baum der Ereignisse. Fragen Sie in einer Sekunde noch einmal.',
      en: 'This event is stored, but not a leaf yet in the tree of events. Ask again in a second.',
    },
    retryS,
  )
