/**
 * Sign-ins with a password are limited by argon2id alone: verifications through the queue of the product against bare
 * argon2id of the same parameters, in the same run, one after the other in rounds. Both keep as many under way as the queue
 * allows; eight times as many wait.
 */
import { argon2 } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { isBreached } from '../server/src/engine/identity/passwords/breached/breached.ts'
import {
  argon2Parameters,
  hashPassword,
  verifyPassword,
} from '../server/src/engine/identity/passwords/hash.ts'
import { passwordQueue } from '../server/src/engine/identity/passwords/queue.ts'
import { percentile, show } from './surroundings.ts'

const rounds = 20
const roundMs = 1_000
const atOnce = Math.min(availableParallelism(), 3)
const lookUps = 200_000

const argon2Async = promisify(argon2)
const stored = await hashPassword('correct horse battery staple')
const { memoryKib: memory, passes, parallelism } = argon2Parameters
const cost = { memory, passes, parallelism, tagLength: 32 }
const message = Buffer.from('correct horse battery staple')
const nonce = Buffer.alloc(16, 1)

const bare = () => argon2Async('argon2id', { message, nonce, ...cost })
let turn = 0
const queued = () =>
  passwordQueue.run({ key: `network ${turn++}`, known: false }, () =>
    verifyPassword('correct horse battery staple', stored),
  )

const single: number[] = []
for (let run = 0; run < 20; run++) {
  const start = performance.now()
  await verifyPassword('wrong', stored)
  single.push(performance.now() - start)
}
show(
  'one verification, alone, p50',
  `${Math.round(percentile(single, 0.5))} ms (m=${memory} KiB, t=${passes}, p=${parallelism})`,
)

// Short rounds in turn, added up: what else the machine does meets both alike.
const [one, other] = [newSum(), newSum()]
for (let round = 0; round < rounds; round++) {
  await measure(one, bare, atOnce)
  await measure(other, queued, 8 * atOnce)
}
show(`bare argon2id, ${atOnce} at once`, shown(one))
show('verifications through the queue', shown(other))
const share = rate(other) / rate(one)
const ofProcessor = one.cpuMs / one.done / (other.cpuMs / other.done)
show('  ratio (bar 0.85), and by processor time', `${share.toFixed(2)}, ${ofProcessor.toFixed(2)}`)

isBreached('loads the list')
const start = performance.now()
for (let each = 0; each < lookUps; each++) isBreached(`Pruefung${each}-2026`)
show(
  'a look-up among breached passwords, 6 forms',
  `${(((performance.now() - start) * 1000) / lookUps).toFixed(1)} µs`,
)

interface Sum {
  done: number
  wallMs: number
  cpuMs: number
}

function newSum(): Sum {
  return { done: 0, wallMs: 0, cpuMs: 0 }
}

function rate({ done, wallMs }: Sum): number {
  return (done * 1000) / wallMs
}

function shown(sum: Sum): string {
  return `${rate(sum).toFixed(1)} /s, ${Math.round(sum.cpuMs / sum.done)} ms of processor time each`
}

/** Keeps so many under way for a round, and adds what was done. */
async function measure(sum: Sum, work: () => Promise<unknown>, underWay: number): Promise<void> {
  const [begin, before] = [performance.now(), process.cpuUsage()]
  const loop = async () => {
    while (performance.now() - begin < roundMs) {
      await work()
      sum.done++
    }
  }
  await Promise.all(Array.from({ length: underWay }, loop))
  const { user, system } = process.cpuUsage(before)
  sum.wallMs += performance.now() - begin
  sum.cpuMs += (user + system) / 1000
}
