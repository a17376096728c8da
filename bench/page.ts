/**
 * The trust page of a real server on PostgreSQL, asked by wrk (Debian) from the same machine: cached as readers get it,
 * and uncached, where every request renders anew. The peer is the same listener answering `/healthz`, a few bytes.
 */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startServer } from '../test/harness/server.ts'
import { benchPostgres, percentile, residentMegabytes, show } from './surroundings.ts'

const seconds = 10
const connections = 16
const settleMs = 45_000
const uncachedRequests = 400

const postgres = await benchPostgres()
const server = await startServer({ databaseUrl: postgres.url })
await new Promise((resolve) => setTimeout(resolve, settleMs))
const home = `${server.baseUrl}/de/`

const answer = await fetch(home, { headers: { 'accept-encoding': 'identity' } })
const html = await answer.text()
const compressed = await compressedBytes(home)
const css = /href="(\/assets\/page-[^"]+)"/.exec(html)![1]!
show('page, raw', `${(html.length / 1000).toFixed(1)} kB`)
show(
  'page and styles, gzip',
  `${((compressed + (await compressedBytes(server.baseUrl + css))) / 1000).toFixed(1)} kB`,
)

const cached = load(home)
show('cached page', `${cached.perSecond} /s, p99 ${cached.p99}`)
const peer = load(`${server.baseUrl}/healthz`)
show('peer: /healthz', `${peer.perSecond} /s (page/peer ${(cached.perSecond / peer.perSecond).toFixed(2)})`)

const key = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
const times: number[] = []
for (let i = 0; i < uncachedRequests; i++) {
  const start = performance.now()
  // With an access key the answer cache is passed by: the page is rendered for this request alone.
  const fresh = await fetch(home, { headers: { authorization: `Bearer ${key}` } })
  await fresh.text()
  times.push(performance.now() - start)
}
show(
  'uncached page, p50 and p99',
  `${percentile(times, 0.5).toFixed(1)} ms, ${percentile(times, 0.99).toFixed(1)} ms`,
)
show('resident memory after it', `${residentMegabytes(server.pid).toFixed(0)} MB`)
await server.stop()
await postgres.stop()

function load(url: string): { perSecond: number; p99: string } {
  const options = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    '-H',
    'Accept-Encoding: gzip',
    url,
  ]
  const out = execFileSync('wrk', options, { encoding: 'utf8' })
  if (out.includes('Non-2xx')) throw new Error(out)
  return {
    perSecond: Math.round(Number(/Requests\/sec:\s+([\d.]+)/.exec(out)![1])),
    p99: /99%\s+(\S+)/.exec(out)![1]!,
  }
}

async function compressedBytes(url: string): Promise<number> {
  const bytes = execFileSync('curl', ['-s', '-H', 'Accept-Encoding: gzip', url], { maxBuffer: 10_000_000 })
  gunzipSync(bytes)
  return bytes.length
}
