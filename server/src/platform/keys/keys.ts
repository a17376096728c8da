import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Envelope encryption with versioned keys: AES-256-GCM (NIST SP 800-38D).
 * Layout: version byte 1 ‖ key number (uint32) ‖ nonce (12) ‖ ciphertext ‖ tag (16). The context is authenticated with it:
 * a value sealed for one purpose does not open for another.
 */
export interface Keys {
  seal(plain: Uint8Array, context: string): Uint8Array
  /** Throws when the value was altered, the context differs or the key is unknown. */
  open(sealed: Uint8Array, context: string): Uint8Array
  /** Number of the key that new values are sealed with. */
  readonly current: number
}

const fileSchema = z.strictObject({
  current: z.number().int().min(1),
  keys: z.record(z.string(), z.base64().length(44)),
})

const headBytes = 5
const nonceBytes = 12
const tagBytes = 16

/** Reads `<folder>/master-keys.json`, or makes it (mode 0600) with one fresh key. */
export async function openKeys(folder: string): Promise<Keys> {
  const path = join(folder, 'master-keys.json')
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (found !== null) return keysFrom(fileSchema.parse(JSON.parse(found)))
  const fresh = { current: 1, keys: { '1': randomBytes(32).toString('base64') } }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeSecret(path, JSON.stringify(fresh, null, 2) + '\n')
  return keysFrom(fresh)
}

/** Writes a file that only its owner reads, completely or not at all, and durably. */
export async function writeSecret(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`
  const file = await open(draft, 'wx', 0o600)
  try {
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    // On a full disk this is tried again and again: no drafts may pile up.
    await rm(draft, { force: true })
    throw error
  }
}

function keysFrom(file: z.output<typeof fileSchema>): Keys {
  const key = (number: number) => {
    const found = file.keys[String(number)]
    if (found === undefined)
      throw new Error(`No key number ${number} in master-keys.json: put the missing key back.`)
    return Buffer.from(found, 'base64')
  }
  key(file.current)
  return {
    current: file.current,
    seal(plain, context) {
      const head = Buffer.alloc(headBytes)
      head.writeUInt8(1)
      head.writeUInt32BE(file.current, 1)
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key(file.current), nonce).setAAD(aad(head, context))
      return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed)
      if (bytes.length < headBytes + nonceBytes + tagBytes || bytes[0] !== 1)
        throw new Error('not a sealed value')
      const head = bytes.subarray(0, headBytes)
      const nonce = bytes.subarray(headBytes, headBytes + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', key(head.readUInt32BE(1)), nonce)
      decipher.setAAD(aad(head, context)).setAuthTag(bytes.subarray(-tagBytes))
      return Buffer.concat([
        decipher.update(bytes.subarray(headBytes + nonceBytes, -tagBytes)),
        decipher.final(),
      ])
    },
  }
}

const aad = (head: Buffer, context: string) => Buffer.concat([head, Buffer.from(context)])
