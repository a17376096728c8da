/** Keys of signed notes (C2SP signed-note): `<name>+<key id in hex>+<base64(type ‖ public key)>`. */
import { concatBytes, fromBase64, toBase64, utf8, type Bytes } from './bytes.ts'
import { ProofError } from './proof-error.ts'
import { sha256 } from './sha256.ts'

/** Signature types that are assigned by signed-note and that this package knows by name. */
export const signatureTypes = { ed25519: 0x01, cosignatureEd25519: 0x04, cosignatureMlDsa44: 0x06 } as const

const publicKeyBytes: Readonly<Record<number, number>> = {
  [signatureTypes.ed25519]: 32,
  [signatureTypes.cosignatureEd25519]: 32,
  [signatureTypes.cosignatureMlDsa44]: 1312,
}

export interface VerifierKey {
  readonly name: string
  /** First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key), big-endian. */
  readonly id: number
  readonly type: number
  readonly publicKey: Bytes
}

/** Throws `key-encoding` for a name that cannot stand in a signature line or a public key of the wrong length. */
export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new ProofError('key-encoding', 'a key name is empty or has a space or a plus')
  const expected = publicKeyBytes[type]
  if (expected === undefined)
    throw new ProofError('key-algorithm-unsupported', `unknown signature type ${type}`)
  if (publicKey.length !== expected) {
    throw new ProofError(
      'key-encoding',
      `a key of type ${type} has ${expected} bytes, not ${publicKey.length}`,
    )
  }
  const hash = sha256(utf8(`${name}\n`), new Uint8Array([type]), publicKey)
  return { name, id: new DataView(hash.buffer).getUint32(0), type, publicKey: Uint8Array.from(publicKey) }
}

/** One line, without newline. */
export function formatVerifierKey({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${formatKeyId(id)}+${toBase64(concatBytes(new Uint8Array([type]), publicKey))}`
}

/** Throws `key-encoding`, `key-algorithm-unsupported`; the id must be that of the key. */
export function parseVerifierKey(line: string): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line)
  if (!match) throw new ProofError('key-encoding', 'a verifier key is name+hex+base64')
  const [, name = '', id = '', base64 = ''] = match
  const encoded = fromBase64(base64)
  const key = verifierKey(name, encoded[0] ?? 0, encoded.subarray(1))
  if (formatKeyId(key.id) !== id) throw new ProofError('key-encoding', `the id ${id} is not that of the key`)
  return key
}

export const formatKeyId = (id: number): string => id.toString(16).padStart(8, '0')

/** Not empty, no Unicode space, no plus, no control character. */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}]+$/u.test(name) && name.isWellFormed()
