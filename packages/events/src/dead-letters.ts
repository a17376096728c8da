import { appendFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Beyond it the file is set aside as `refused.1.ndjson`, in place of the one before. */
const fileBytesMax = 64 * 1024 * 1024

/** An event that the server will never take, and why. */
export interface DeadLetter {
  readonly reason: string
  readonly message: string
  /** The event as it was to be sent. */
  readonly event: string
}

export const deadLettersPath = (folder: string): string => join(folder, 'refused.ndjson')

/**
 * Keeps refused events with the reason, one JSON a line. After a crash the same one may stand there twice. `now` in ms
 * since the epoch.
 */
export async function keepDeadLetters(
  folder: string,
  letters: readonly DeadLetter[],
  now: number,
): Promise<void> {
  if (letters.length === 0) return
  const path = deadLettersPath(folder)
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > fileBytesMax) await rename(path, join(folder, 'refused.1.ndjson'))
  const at = new Date(now).toISOString()
  const lines = letters.map((letter) => `${JSON.stringify({ at, ...letter })}\n`)
  await appendFile(path, lines.join(''), { mode: 0o600, flush: true })
}
