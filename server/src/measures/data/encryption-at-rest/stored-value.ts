import { createDecipheriv } from 'node:crypto'
import type { Keys } from '../../../platform/keys/keys.ts'

/** What trying out a stored value showed. */
export interface StoredValue {
  /** Shown by opening it with nothing but the standard and the key file; null when that did not work. */
  readonly algorithm: string | null
  /** The system itself opens it and gets back what it sealed. */
  readonly opens: boolean
  /** Sealed twice, the same value shares neither nonce nor ciphertext. */
  readonly fresh: boolean
  /** An altered value is refused, and so is a value used for another purpose. */
  readonly guarded: boolean
}

const versionByte = 1
const headBytes = 5
const nonceBytes = 12
const tagBytes = 16
const keyBytes = 32

/**
 * Tries out `stored`, which `seal` made of `plain` for `context`, and `again`, made of the same. `masterKeys` by number,
 * read independently of the adapter (layout: keys.ts; AES-256-GCM: NIST SP 800-38D).
 */
export function tryStoredValue(
  value: {
    readonly stored: Buffer
    readonly again: Buffer
    readonly plain: Buffer
    readonly context: string
  },
  keys: Keys,
  masterKeys: ReadonlyMap<number, Buffer>,
): StoredValue {
  const { stored, again, plain, context } = value
  const altered = Buffer.from(stored)
  const last = altered.length - 1
  altered[last] = (altered[last] ?? 0) ^ 1
  return {
    algorithm: opensByStandard(stored, plain, context, masterKeys) ? 'AES-256-GCM' : null,
    opens: attempt(() => plain.equals(keys.open(stored, context))),
    fresh: !nonce(stored).equals(nonce(again)) && !body(stored).equals(body(again)),
    guarded:
      !attempt(() => keys.open(altered, context) !== null) &&
      !attempt(() => keys.open(stored, `${context}.other`) !== null),
  }
}

const nonce = (sealed: Buffer) => sealed.subarray(headBytes, headBytes + nonceBytes)
const body = (sealed: Buffer) => sealed.subarray(headBytes + nonceBytes)

function opensByStandard(
  stored: Buffer,
  plain: Buffer,
  context: string,
  masterKeys: ReadonlyMap<number, Buffer>,
): boolean {
  if (stored.length !== headBytes + nonceBytes + plain.length + tagBytes || stored[0] !== versionByte)
    return false
  const key = masterKeys.get(stored.readUInt32BE(1))
  if (key?.length !== keyBytes) return false
  return attempt(() => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(stored), { authTagLength: tagBytes })
    decipher
      .setAAD(Buffer.concat([stored.subarray(0, headBytes), Buffer.from(context)]))
      .setAuthTag(stored.subarray(-tagBytes))
    return plain.equals(
      Buffer.concat([decipher.update(body(stored).subarray(0, -tagBytes)), decipher.final()]),
    )
  })
}

function attempt(work: () => boolean): boolean {
  try {
    return work()
  } catch {
    return false
  }
}
