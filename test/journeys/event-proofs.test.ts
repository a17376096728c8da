import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEvents } from 'nachweis-events'
import {
  fromHex,
  leafEntry,
  leafHash,
  parseTlogProof,
  parseVerifierKey,
  verifyCheckpoint,
  verifyInclusion,
} from 'nachweis-verify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { sourceToken } from '../harness/event-source.ts'
import { until, verify, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'

const program = join(import.meta.dirname, '../../packages/proof/dist/node/main.js')
const customers = ['Eins', 'Zwei'] as const
/** Of each customer. */
const count = 350

let server: RunningServer
let folder: string
let one: SignedInPerson
let two: SignedInPerson
/** An event of the first customer. */
let id: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-event-proofs-'))
  server = await startServer({ environment: withoutBrowser })
  const owner = await setUpOwner(server)
  one = await makeCustomer(server, owner.caller, customers[0], 'admin@eins.example')
  two = await makeCustomer(server, owner.caller, customers[1], 'admin@zwei.example')
  const token = await sourceToken(owner)
  const client = await openEvents({ url: server.baseUrl, token, spoolDir: join(folder, 'spool') })
  for (let n = 0; n < count; n++)
    for (const customer of customers) await client.send({ customer, actor: `änna ${n}`, action: 'login', n })
  await client.flush(60_000)
  await client.close()
  id = await newestOf(one)
  await until('the newest event is a leaf', async () => (await proofSeen(one, one.organisation, id)) === 200)
}, 180_000)
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true })
})

async function newestOf({ caller, organisation }: SignedInPerson): Promise<string> {
  const { body } = await requireDone(
    caller.call('GET', `/api/v1/organisations/${organisation}/events?limit=1`),
  )
  return (body['events'] as { id: string }[])[0]!.id
}

const proofPath = (organisation: string, event: string) =>
  `/api/v1/organisations/${organisation}/events/${event}/proof`
const proofSeen = async ({ caller }: SignedInPerson, organisation: string, event: string) =>
  (await caller.call('GET', proofPath(organisation, event))).status

/** As the operator, with the key on the server. */
async function read(path: string): Promise<string> {
  const key = (await readFile(join(server.dataDir, 'keys', 'operator-key'), 'utf8')).trim()
  const answer = await fetch(server.baseUrl + path, { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status, path).toBe(200)
  return answer.text()
}

test('the tree of events verifies in public, by its tiles', async () => {
  const report = await verify(server, null)
  expect(report.problems).toEqual([])
  // The installation's own checks send events too.
  expect(report.events?.size).toBeGreaterThanOrEqual(2 * count)
  expect(report.memory?.events?.key).toBe((await read('/log/events/key')).trim())
  const again = await verify(server, report.memory)
  expect([again.agrees, again.pinned]).toEqual([true, 'memory'])
})

test('nothing of the tree opens a leaf in public', async () => {
  for (const path of ['/log/events/records/0', '/log/events/tile/0/005', '/log/events/tile/0/x'])
    expect((await fetch(server.baseUrl + path)).status, path).toBeGreaterThanOrEqual(400)
})

test('one event is proved to whoever may see it, and to nobody else', async () => {
  const file = parseTlogProof(await read(proofPath(one.organisation, id)))
  const keys = { log: await keyAt('/log/events/key'), clock: await keyAt('/log/events/clock-key') }
  const { size, root } = await verifyCheckpoint(file.checkpoint, keys)
  const extra = new TextDecoder().decode(file.extra)
  const [, record = '', salt = ''] = /^\{"record":(.*),"salt":"([0-9a-f]{64})"\}$/.exec(extra) ?? []
  expect(JSON.parse(record)).toMatchObject({
    id,
    data: { organisation: one.organisation, event: { customer: 'Eins' } },
  })
  verifyInclusion({
    index: file.index,
    size,
    root,
    leafHash: leafHash(leafEntry(record, fromHex(salt))),
    proof: file.proof,
  })
  expect(await proofSeen(two, two.organisation, id)).toBe(404)
  expect(await proofSeen(two, one.organisation, id)).toBe(404)
  const anonymous = await fetch(server.baseUrl + proofPath(one.organisation, id))
  expect(anonymous.status).toBe(401)
})

const keyAt = async (path: string) => parseVerifierKey((await read(path)).trim())

test('an export verifies offline with the key that was seen before, and names a line that was altered', async () => {
  const memory = ['--memory', join(folder, 'memory'), '--lang', 'en']
  const seen = await run(server.baseUrl, ...memory)
  expect([seen.code, seen.out]).toEqual([0, expect.stringMatching(/^Events: \d{3,} leaves, signed/m)])
  const text = await read(
    `/api/v1/organisations/${one.organisation}/event-export?q=${encodeURIComponent('action:login')}`,
  )
  expect(text).not.toContain('"customer":"Zwei"')
  const file = join(folder, 'export.jsonl')
  await writeFile(file, text)
  const agreed = await run(file, ...memory)
  expect(agreed).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Events: ${count}, proved in the tree`),
  })
  expect(agreed.out).toContain('the same as last time')
  await writeFile(file, text.replace('"änna 17"', '"änna 18"'))
  const altered = await run(file, ...memory)
  expect([altered.code, altered.out]).toEqual([1, expect.stringMatching(/Line \d+: the event does not lead/)])
})

test('an export holds the own events alone', async () => {
  const csv = await read(`/api/v1/organisations/${two.organisation}/event-export?format=csv`)
  expect(csv.trimEnd().split('\r\n')).toHaveLength(count + 2)
  expect(csv).not.toContain(one.organisation)
  const foreign = await two.caller.call('GET', `/api/v1/organisations/${one.organisation}/event-export`)
  expect(foreign.status).toBe(404)
  const everywhere = `/api/v1/organisations/${two.organisation}/event-export?everywhere=true`
  expect((await two.caller.call('GET', everywhere)).status).toBe(403)
})

function run(...words: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], (error, out) =>
      resolve({ code: error === null ? 0 : Number(error.code), out }),
    )
  })
}
