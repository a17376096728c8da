import { createHash, randomBytes } from 'node:crypto'

const secretBytes = 32

/** A fresh secret of 256 bits, `nw_` and 43 characters: people and secret scanners recognise it. */
export const newSecret = (): string => `nw_${randomBytes(secretBytes).toString('base64url')}`

export const secretPattern = /^nw_[A-Za-z0-9_-]{43}$/

/** What is stored of a secret. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
