/**
 * An export of 200,000 events over HTTP, with an offline proof each and as CSV, and its verification by the program that
 * strangers use. `events-export 1000000` for another number.
 */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { sourceToken } from '../test/harness/event-source.ts'
import { withoutBrowser } from '../test/harness/operate.ts'
import { startServer } from '../test/harness/server.ts'
import { setUpOwner } from '../test/harness/signed-in.ts'
import { benchPostgres, residentMegabytes, show } from './surroundings.ts'

const events = Number(/^\d+$/.exec(process.argv.at(-1) ?? '')?.[0] ?? 200_000)
const together = 2_000
const program = join(import.meta.dirname, '../packages/proof/dist/node/main.js')

const folder = await mkdtemp(join(tmpdir(), 'nachweis-events-export-'))
const postgres = await benchPostgres()
const server = await startServer({ databaseUrl: postgres.url, environment: withoutBrowser })
const owner = await setUpOwner(server)
const token = await sourceToken(owner)
for (let from = 0; from < events; from += together) await send(from)
const resident = residentMegabytes(server.pid)
let residentMax = resident
const watching = setInterval(() => (residentMax = Math.max(residentMax, residentMegabytes(server.pid))), 100)
const jsonl = await download('jsonl')
await download('csv')
clearInterval(watching)
show(
  'memory of the server before and at most meanwhile',
  `${resident.toFixed(0)} MB, ${residentMax.toFixed(0)} MB`,
)
const start = performance.now()
const { stdout } = await promisify(execFile)(process.execPath, [
  program,
  jsonl,
  '--lang',
  'en',
  '--memory',
  folder,
])
show('verified offline', `${perSecond(start)} /s`)
console.log(`    ${stdout.split('\n')[0] ?? ''}`)
await server.stop()
await postgres.stop()
await rm(folder, { recursive: true })

async function send(from: number): Promise<void> {
  const lines = Array.from({ length: Math.min(together, events - from) }, (_, n) =>
    JSON.stringify({
      actor: `person-${from + n}`,
      action: 'call.start',
      words: 'Anruf angenommen. '.repeat(16),
    }),
  )
  const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

async function download(format: 'jsonl' | 'csv'): Promise<string> {
  const key = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  const begun = performance.now()
  const path = `/api/v1/organisations/${owner.organisation}/event-export?format=${format}`
  const answer = await fetch(server.baseUrl + path, { headers: { authorization: `Bearer ${key}` } })
  const file = join(folder, `export.${format}`)
  await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(file))
  const { size } = await stat(file)
  show(
    `export of ${events} events as ${format}`,
    `${perSecond(begun)} /s, ${(size / events).toFixed(0)} bytes an event`,
  )
  return file
}

function perSecond(since: number): number {
  return Math.round(events / ((performance.now() - since) / 1_000))
}
