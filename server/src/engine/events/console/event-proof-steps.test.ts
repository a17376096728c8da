import { beforeAll, expect, test, vi } from 'vitest'
import {
  canonicalJson,
  clockKeyName,
  ed25519Signer,
  formatTlogProof,
  formatVerifierKey,
  generateEd25519,
  inclusionProof,
  leafEntry,
  leafHash,
  saltBytes,
  signatureTypes,
  signCheckpoint,
  toHex,
  treeRoot,
  utf8,
  verifierKey,
  type Bytes,
} from 'nachweis-verify'
import { proofSteps, type Claimed, type Step } from './event-proof-steps.ts'

const origin = 'trust.example/log/events'
const organisation = '01890000-0000-7000-8000-000000000001'
const body = { actor: 'anna', action: 'login', n: 1.5, name: 'Käthe' }
const event: Claimed = { id: '4096.2', organisation, body }
const at = '2026-05-01T08:00:00.000Z'
const path = `/api/v1/organisations/${organisation}/events/4096.2/proof`
const leaves = 7
const place = 2

async function newTree(record: object): Promise<Map<string, Bytes>> {
  const [log, clock] = [await generateEd25519(), await generateEd25519()]
  const keys = {
    log: verifierKey(origin, signatureTypes.ed25519, log.publicKey),
    clock: verifierKey(clockKeyName(origin), signatureTypes.cosignatureEd25519, clock.publicKey),
  }
  const salt = new Uint8Array(saltBytes).fill(7)
  const own = leafHash(leafEntry(canonicalJson(record), salt))
  const hashes = Array.from({ length: leaves }, (_, index) =>
    index === place ? own : leafHash(utf8(`${index}`)),
  )
  const sign = { log: await ed25519Signer(log.privateKey), clock: await ed25519Signer(clock.privateKey) }
  const head = { origin, size: leaves, root: treeRoot(hashes) }
  const checkpoint = await signCheckpoint(head, keys, sign, Date.parse(at) + 1_000)
  const rootOf = async (level: number, index: number) =>
    treeRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level))
  const proof = await inclusionProof(place, leaves, rootOf)
  const extra = utf8(canonicalJson({ record, salt: toHex(salt) }))
  return new Map([
    [path, utf8(formatTlogProof({ index: place, proof, checkpoint, extra }))],
    ['/log/events/key', utf8(`${formatVerifierKey(keys.log)}\n`)],
    ['/log/events/clock-key', utf8(`${formatVerifierKey(keys.clock)}\n`)],
  ])
}

const record = {
  actor: 'source:01890000-0000-7000-8000-000000000002',
  at,
  data: { event: body, organisation },
  id: event.id,
  type: 'events.received',
}
let resources: Map<string, Bytes>
beforeAll(async () => {
  resources = await newTree(record)
})

async function steps(given: ReadonlyMap<string, Bytes>, claimed: Claimed = event): Promise<Step[]> {
  const get = async (wanted: string) => {
    const bytes = given.get(wanted)
    if (!bytes) throw new Error(`${wanted}: 404`)
    return bytes
  }
  const found: Step[] = []
  for await (const step of proofSteps(get, claimed)) found.push(step)
  return found
}

test('four steps prove that exactly this event is in the signed tree', async () => {
  const found = await steps(resources)
  expect(found.map(({ ok }) => ok)).toEqual([true, true, true, true])
  expect(found[1]?.words.de).toBe(
    `Beide Signaturen stimmen: ${origin} hat am 2026-05-01 08:00:01 UTC einen Baum von 7 Ereignissen signiert.`,
  )
  expect(found[3]?.words.en).toContain('as it was received at 2026-05-01 08:00:00 UTC')
})

test('a page that shows anything else than what was logged is found out', async () => {
  const last = async (claimed: Claimed) => (await steps(resources, claimed)).at(-1)
  expect(await last({ ...event, body: { ...body, actor: 'bert' } })).toMatchObject({ ok: false })
  expect(
    await last({ ...event, body: { n: 1.5, name: 'Käthe', actor: 'anna', action: 'login' } }),
  ).toMatchObject({
    ok: true,
  })
  const moved = new Map([...resources].map(([key, bytes]) => [key.replace('4096.2', '4096.3'), bytes]))
  expect((await steps(moved, { ...event, id: '4096.3' })).at(-1)?.words.en).toContain('the record is 4096.2')
  const foreign = await newTree({ ...record, data: { event: body, organisation: 'another' } })
  expect((await steps(foreign)).at(-1)?.words.en).toContain('belongs to another organisation')
  const other = await newTree({ ...record, type: 'claims.evidence-recorded' })
  expect((await steps(other)).at(-1)?.words.en).toContain('is no event')
})

test('any flipped byte of the proof is refused', async () => {
  const bytes = resources.get(path) as Bytes
  for (let index = 0; index < bytes.length; index++) {
    const flipped = Uint8Array.from(bytes)
    flipped[index] = (flipped[index] as number) ^ 1
    const last = (await steps(new Map(resources).set(path, flipped))).at(-1)
    expect(last?.ok, `byte ${index}`).toBe(false)
  }
})

test('foreign and missing keys are refused, and a page without WebCrypto says so', async () => {
  const foreign = await newTree(record)
  const withKey = new Map(resources).set('/log/events/key', foreign.get('/log/events/key') as Bytes)
  expect((await steps(withKey)).at(-1)?.ok).toBe(false)
  const cut = new Map(resources)
  cut.delete('/log/events/clock-key')
  expect((await steps(cut)).at(-1)?.words.en).toContain('/log/events/clock-key: 404')
  vi.stubGlobal('crypto', {})
  const last = (await steps(resources)).at(-1)
  vi.unstubAllGlobals()
  expect(last?.words.en).toContain('on https pages only')
})
