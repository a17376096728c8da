import { ed25519Signer, parseVerifierKey, type LogKeys, type Sign } from 'nachweis-verify'
import type { Keys } from '../../platform/keys/keys.ts'

/** Both keys of the log, ready to sign. */
export interface LogSigner {
  readonly keys: LogKeys
  readonly sign: { readonly log: Sign; readonly clock: Sign }
}

export const sealContext = { log: 'log.key', clock: 'log.clock-key' } as const

interface SealedKeys {
  readonly key: string
  readonly clock_key: string
  readonly sealed_key: Uint8Array
  readonly sealed_clock_key: Uint8Array
}

/** Opens the sealed keys. Throws when they were sealed by another installation. */
export async function logSigner(keys: Keys, head: SealedKeys): Promise<LogSigner> {
  const open = (sealed: Uint8Array, context: string) =>
    ed25519Signer(Uint8Array.from(keys.open(sealed, context)))
  return {
    keys: { log: parseVerifierKey(head.key), clock: parseVerifierKey(head.clock_key) },
    sign: {
      log: await open(head.sealed_key, sealContext.log),
      clock: await open(head.sealed_clock_key, sealContext.clock),
    },
  }
}
