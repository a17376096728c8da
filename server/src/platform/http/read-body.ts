import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '../../kernel/problem.ts'

const unzip = promisify(gunzip)
/** Bytes of raw bodies that may be in memory at once, over all requests. */
const rawBytesMax = 64 * 1024 * 1024
const busyRetryS = 2
let rawBytes = 0

/** The body up to a limit. Throws a Problem beyond it. */
export async function readBounded(
  stream: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream ?? []) {
    bytes += chunk.length
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The body as bytes, unpacked; neither packed nor unpacked may it be larger than `bytesMax`. Throws a Problem when it is,
 * when it cannot be unpacked, and when other senders fill the memory already.
 */
export async function readRaw(request: Request, bytesMax: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? bytesMax)
  if (announced > bytesMax) throw tooLarge(bytesMax)
  if (rawBytes + announced > rawBytesMax) throw busy()
  rawBytes += announced
  try {
    const packed = await readBounded(request.body, bytesMax)
    return await unpack(packed, request.headers.get('content-encoding') ?? 'identity', bytesMax)
  } finally {
    rawBytes -= announced
  }
}

async function unpack(packed: Buffer, encoding: string, bytesMax: number): Promise<Uint8Array> {
  if (encoding === 'identity' || encoding === '') return packed
  if (encoding !== 'gzip')
    throw new Problem(
      'unsupported-media-type',
      'encoding-unknown',
      `Content-Encoding ${encoding} is not understood here. Send gzip, or nothing packed.`,
    )
  try {
    return await unzip(packed, { maxOutputLength: bytesMax })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(bytesMax)
    throw new Problem('bad-request', 'not-gzip', 'The body is announced as gzip and is not, or is cut off.')
  }
}

export const tooLarge = (bytesMax: number) =>
  new Problem('too-large', 'body-too-large', `The body is larger than ${bytesMax} bytes. Send it in parts.`)

const busy = () =>
  new Problem(
    'too-many-requests',
    'bodies-busy',
    {
      de: 'Hier werden gerade zu viele große Anfragen gelesen. Senden Sie diese in einigen Sekunden noch einmal.',
      en: 'Too many large requests are being read here just now. Send this one again in some seconds.',
    },
    busyRetryS,
  )
