/** C2SP tlog-proof: one text file that proves offline that an entry stands in the log. */
import { fromBase64, toBase64, type Bytes } from './bytes.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes } from './sha256.ts'

const header = 'c2sp.org/tlog-proof@v1'
/** No tree of 2^53 leaves has more levels. */
const proofHashesMax = 53

export interface TlogProof {
  readonly index: number
  readonly proof: readonly Uint8Array[]
  /** The signed checkpoint, as it was served. */
  readonly checkpoint: string
  /** Not authenticated by the format. */
  readonly extra?: Uint8Array
}

export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  const head = extra ? [header, `extra ${toBase64(extra)}`] : [header]
  return `${[...head, `index ${index}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`
}

/** Reads without verifying. Throws `proof-encoding`, `base64-encoding`. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  if (end < 0) throw malformed('the empty line before the checkpoint is missing')
  const [first, ...rest] = text.slice(0, end).split('\n')
  if (first !== header) throw malformed(`the first line is not ${header}`)
  const extraLine = rest[0]?.startsWith('extra ') ? rest.shift() : undefined
  const index = /^index (0|[1-9]\d*)$/.exec(rest.shift() ?? '')?.[1]
  if (index === undefined || !Number.isSafeInteger(Number(index)))
    throw malformed('the index line is missing or no number')
  if (rest.length > proofHashesMax) throw malformed('more hashes than any tree has levels')
  const parsed = { index: Number(index), proof: rest.map(hash), checkpoint: text.slice(end + 2) }
  return extraLine === undefined ? parsed : { ...parsed, extra: fromBase64(extraLine.slice('extra '.length)) }
}

function hash(line: string): Bytes {
  const bytes = fromBase64(line)
  if (bytes.length !== hashBytes) throw malformed('a hash is not 32 bytes')
  return bytes
}

const malformed = (message: string) => new ProofError('proof-encoding', `no tlog-proof: ${message}`)
