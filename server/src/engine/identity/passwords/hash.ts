import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { passwordBytes } from './normalise.ts'

/** What argon2id costs (RFC 9106, section 3.1). */
export interface Argon2Parameters {
  readonly memoryKib: number
  readonly passes: number
  readonly parallelism: number
}

/** A stored password, taken apart. */
export interface Argon2Hash extends Argon2Parameters {
  readonly salt: Buffer
  readonly tag: Buffer
}

/** 3.4 times the memory of OWASP's 19 MiB and 2 passes: about 120 ms on one core of the machine it was measured on. */
export const argon2Parameters: Argon2Parameters = { memoryKib: 65_536, passes: 2, parallelism: 1 }
const saltBytes = 16
const tagBytes = 32

// A stored value must not be able to spend more than this, however it came into the database.
const memoryKibMax = 262_144
const workKibMax = 1_048_576
const parallelismMax = 16
const saltBytesMin = 8
const tagBytesMin = 16
const bytesMax = 64
const phcCharactersMax = 256

const phcPattern =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,9}),t=([1-9]\d{0,9}),p=([1-9]\d{0,9})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Nobody's hash: an unknown account costs what a known one costs. */
const nobody: Argon2Hash = { ...argon2Parameters, salt: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) }

/** The password as a PHC string, with a fresh salt. Throws a Problem when it is longer than 256 characters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await derive(passwordBytes(password), { ...argon2Parameters, salt }, tagBytes)
  const { memoryKib, passes, parallelism } = argon2Parameters
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

/**
 * Whether the password belongs to the stored PHC string. null (unknown account, or one without a password) and a string
 * that is not acceptable cost the same as a known account and are false. Throws a Problem when the password is longer
 * than 256 characters. To be run inside `passwordQueue`.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const bytes = passwordBytes(password)
  const stored = phc === null ? null : parsePhc(phc)
  const { tag, ...cost } = stored ?? nobody
  const derived = await derive(bytes, cost, tag.length)
  return timingSafeEqual(derived, tag) && stored !== null
}

/** Whether to hash anew at the next sign-in: other parameters than today's, or a string that is not acceptable. */
export function needsRehash(phc: string): boolean {
  const stored = parsePhc(phc)
  return (
    stored === null ||
    stored.memoryKib !== argon2Parameters.memoryKib ||
    stored.passes !== argon2Parameters.passes ||
    stored.parallelism !== argon2Parameters.parallelism ||
    stored.salt.length < saltBytes ||
    stored.tag.length < tagBytes
  )
}

/** Takes a PHC string of argon2id apart; null when it is malformed or would cost more than we are willing to spend. */
export function parsePhc(phc: string): Argon2Hash | null {
  const match = phc.length > phcCharactersMax ? null : phcPattern.exec(phc)
  if (match === null) return null
  const [memoryKib, passes, parallelism] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (memoryKib > memoryKibMax || memoryKib * passes > workKibMax) return null
  if (parallelism > parallelismMax || memoryKib < 8 * parallelism) return null
  const salt = bytesOf(match[4] as string, saltBytesMin)
  const tag = bytesOf(match[5] as string, tagBytesMin)
  return salt && tag && { memoryKib, passes, parallelism, salt, tag }
}

const argon2Async = promisify(argon2)

function derive(message: Buffer, cost: Omit<Argon2Hash, 'tag'>, tagLength: number): Promise<Buffer> {
  const { memoryKib: memory, passes, parallelism, salt: nonce } = cost
  return argon2Async('argon2id', { message, nonce, memory, passes, parallelism, tagLength })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** Only the one spelling that we would write: no padding, no stray bits at the end. */
function bytesOf(base64: string, bytesMin: number): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length >= bytesMin && bytes.length <= bytesMax && unpadded(bytes) === base64 ? bytes : null
}
