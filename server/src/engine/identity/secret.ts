import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const secretBytes = 32

/** A fresh secret of 256 bits, `nw_` and 43 characters: people and secret scanners recognise it. */
export const newSecret = (): string => `nw_${bareSecret()}`

export const secretPattern = /^nw_[A-Za-z0-9_-]{43}$/

/** A fresh secret of 256 bits without prefix, for cookies and links. */
export const bareSecret = (): string => randomBytes(secretBytes).toString('base64url')

export const bareSecretPattern = /^[A-Za-z0-9_-]{43}$/

/** What is stored of a secret. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Of a person, of a service account, of a source of events. */
export type TokenPrefix = 'nwp' | 'nws' | 'nwe'

/** A token that scanners can tell from noise without asking us: prefix, 256 random bits, CRC-32 of both. */
export function newToken(prefix: TokenPrefix): string {
  const head = `${prefix}_${bareSecret()}`
  return head + checksum(head)
}

/** Whether this is a token of ours, complete and not mistyped. */
export function isToken(token: string): boolean {
  return (
    /^nw[pse]_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/.test(token) && checksum(token.slice(0, -8)) === token.slice(-8)
  )
}

const checksum = (head: string) => crc32(head).toString(16).padStart(8, '0')
