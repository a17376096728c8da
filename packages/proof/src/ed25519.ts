/** Ed25519 (RFC 8032) through WebCrypto, which Node and browsers share; browsers have it on https pages only. */
import type { Bytes } from './bytes.ts'
import { ProofError } from './proof-error.ts'

/** Signs bytes with a key that stays wherever the caller keeps it; gives the raw 64 bytes. */
export type Sign = (message: Bytes) => Promise<Uint8Array>

const algorithm = { name: 'Ed25519' }
export const ed25519SignatureBytes = 64

function subtle(): SubtleCrypto {
  // On plain-http pages the type lies: the property is absent there.
  const found = (globalThis.crypto as Crypto | undefined)?.subtle
  if (!found) throw new ProofError('crypto-unavailable', 'signatures can be verified on https pages only')
  return found
}

/** Whether `signature` is one of `message`; throws `crypto-unavailable`, `key-encoding`. */
export async function verifyEd25519(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const web = subtle()
  const key = await importing(() => web.importKey('raw', publicKey, algorithm, false, ['verify']))
  return signature.length === ed25519SignatureBytes && web.verify(algorithm, key, signature, message)
}

/** A new key pair: the raw public key (32 bytes) and the private key as PKCS #8. */
export async function generateEd25519(): Promise<{ publicKey: Bytes; privateKey: Bytes }> {
  const pair = (await subtle().generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  return {
    publicKey: new Uint8Array(await subtle().exportKey('raw', pair.publicKey)),
    privateKey: new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey)),
  }
}

/** A signer over a PKCS #8 key. Throws `key-encoding`. */
export async function ed25519Signer(privateKey: Bytes): Promise<Sign> {
  const web = subtle()
  const key = await importing(() => web.importKey('pkcs8', privateKey, algorithm, false, ['sign']))
  return async (message) => new Uint8Array(await web.sign(algorithm, key, message))
}

async function importing(load: () => Promise<CryptoKey>): Promise<CryptoKey> {
  try {
    return await load()
  } catch {
    throw new ProofError('key-encoding', 'not an Ed25519 key, or this browser does not know Ed25519')
  }
}
