/**
 * Writes server/src/engine/identity/passwords/breached/breached-passwords.bin from word lists; the README beside it says which.
 * Usage: main.ts --frequent FILE --whole FILE… --long FILE…
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readFilter } from '../../server/src/engine/identity/passwords/breached/filter.ts'
import { buildFilter } from './build-filter.ts'
import { chooseWords, readWords } from './choose-words.ts'

const bytesMax = 1_500_000
const list = { type: 'string', multiple: true } as const
const { values } = parseArgs({ options: { frequent: list, whole: list, long: list } })
const read = (paths: readonly string[] = []) => paths.flatMap((path) => readWords(readFileSync(path), path))

const lists = { frequent: read(values.frequent), whole: read(values.whole), long: read(values.long) }
const words = chooseWords(lists)
const bytes = buildFilter(words)
if (bytes.length > bytesMax) throw new Error(`${bytes.length} bytes are more than ${bytesMax}`)
const has = readFilter(bytes)
const missed = [...words].filter((word) => !has(word))
if (missed.length > 0) throw new Error(`${missed.length} words are not found, as ${missed[0]}`)
const target = new URL(
  '../../server/src/engine/identity/passwords/breached/breached-passwords.bin',
  import.meta.url,
)
writeFileSync(target, bytes)
const digest = createHash('sha256').update(bytes).digest('hex')
console.log(`${words.size} words, ${bytes.length} bytes, SHA-256 ${digest}`)
