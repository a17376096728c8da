/** How fast the proofs are on one core: hashing, appending, signing, and the verification of a whole log. */
import {
  append,
  ed25519Signer,
  emptyEdge,
  generateEd25519,
  leafHash,
  nodeHash,
  verifyEd25519,
  verifyInstallation,
} from 'nachweis-verify'
import { Log, makeKeys, origin, sourceOf } from '../packages/proof/test/installation.ts'

const milliseconds = 1500

/** Repeats until the time is over; gives operations a second of processor time, so that busy neighbours do not count. */
async function rate(work: () => number | Promise<number>): Promise<number> {
  const warm = performance.now()
  while (performance.now() - warm < milliseconds / 4) await work()
  let done = 0
  const start = performance.now()
  const used = process.cpuUsage()
  while (performance.now() - start < milliseconds) done += await work()
  const { user, system } = process.cpuUsage(used)
  return Math.round((done / (user + system)) * 1e6)
}

const show = (name: string, value: number, unit: string) =>
  console.log(`${name.padEnd(44)} ${value.toLocaleString('en')} ${unit}`)

const entry = new Uint8Array(33).fill(1)
const hash = leafHash(entry)
show('leaf hashes', await rate(() => repeat(10_000, () => leafHash(entry))), '/s')
show('node hashes', await rate(() => repeat(10_000, () => nodeHash(hash, hash))), '/s')

function repeat(times: number, work: () => unknown): number {
  for (let done = 0; done < times; done++) work()
  return times
}

for (const batch of [1, 100, 5000]) {
  const leaves = Array.from({ length: batch }, () => hash)
  let edge = append(
    emptyEdge,
    Array.from({ length: 70_001 }, () => hash),
  ).edge
  const perSecond = await rate(() => {
    edge = append(edge, leaves).edge
    return batch
  })
  show(`leaves appended with root, batches of ${batch}`, perSecond, '/s')
}

const { publicKey, privateKey } = await generateEd25519()
const sign = await ed25519Signer(privateKey)
const message = new Uint8Array(150)
const signature = Uint8Array.from(await sign(message))
show('signatures', await rate(async () => (await sign(message), 1)), '/s')
show(
  'verifications',
  await rate(async () => ((await verifyEd25519(publicKey, message, signature)) ? 1 : 0)),
  '/s',
)

const log = new Log(await makeKeys(origin), Date.now())
log.add('log.opened', { origin, ...log.lines })
log.hide(100_000)
const resources = await log.publish()
const start = performance.now()
const report = await verifyInstallation(sourceOf(resources), null, { now: () => log.now })
if (!report.agrees) throw new Error(JSON.stringify(report.problems))
show('a log of 100,001 entries verified in', Math.round(performance.now() - start), 'ms')
