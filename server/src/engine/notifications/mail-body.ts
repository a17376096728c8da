import type { Keys } from '../../platform/keys/keys.ts'

/** What is sealed while it waits. */
export interface MailBody {
  readonly text: string
  readonly html: string
}

const bodyBytesMax = 256 * 1024

/** Seals a body for this mail alone. Throws an Error when it is larger than 256 KiB. */
export function sealBody(keys: Keys, id: string, { text, html }: MailBody): Uint8Array {
  const plain = Buffer.from(JSON.stringify({ text, html }))
  if (plain.length > bodyBytesMax) throw new Error(`a mail has at most ${bodyBytesMax} bytes`)
  return keys.seal(plain, contextOf(id))
}

/** Throws when it was altered, belongs to another mail or its key is gone. */
export function openBody(keys: Keys, id: string, sealed: Uint8Array): MailBody {
  return JSON.parse(Buffer.from(keys.open(sealed, contextOf(id))).toString('utf8')) as MailBody
}

const contextOf = (id: string) => `notifications.mail ${id}`
