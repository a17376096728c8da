import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { pipeline } from 'node:stream/promises'
import type { Platform } from '../../../platform/platform.ts'
import { dump, sealing } from '../backups/index.ts'
import type { Search } from './search.ts'

/** What a fresh dump of all tables was searched for, before and after its encryption. */
export interface DumpSearch {
  readonly tables: number
  readonly bytes: number
  readonly plain: Search
  readonly sealed: Search
}

/**
 * Takes the very stream that a backup is made of, and searches it before and after it is encrypted; nothing is written.
 * The keys of this one stream are thrown away.
 */
export async function searchDump(
  platform: Platform,
  search: () => Search,
  signal: AbortSignal,
): Promise<DumpSearch> {
  const recipients = [await strangersRecipient(), await strangersRecipient()]
  const [plain, sealed] = [search(), search()]
  let bytes = 0
  const tables = await platform.database.snapshot(async (reader) => {
    const { manifest, lines } = await dump(reader, platform.clock.now())
    const [zip, encrypt] = sealing(recipients)
    const watchPlain = async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        bytes += chunk.length
        plain.push(chunk)
        yield chunk
      }
    }
    const watchSealed = async (source: AsyncIterable<Uint8Array>) => {
      for await (const chunk of source) sealed.push(chunk)
    }
    await pipeline(lines, watchPlain, zip, encrypt, watchSealed, { signal })
    return manifest.tables.length
  })
  return { tables, bytes, plain, sealed }
}

const strangersRecipient = async () => identityToRecipient(await generateX25519Identity())
