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

const rounds = 5
const roundMs = 4_000
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

const rates = { bare: [] as number[], queued: [] as number[], ratio: [] as number[] }
for (let round = 0; round < rounds; round++) {
  const [one, other] = [await throughput(bare, atOnce), await throughput(queued, 8 * atOnce)]
  rates.bare.push(one)
  rates.queued.push(other)
  rates.ratio.push(other / one)
}
show(`bare argon2id, ${atOnce} at once, p50 of the rounds`, `${percentile(rates.bare, 0.5).toFixed(1)} /s`)
show('verifications through the queue', `${percentile(rates.queued, 0.5).toFixed(1)} /s`)
show('  ratio, p50 of the rounds (bar 0.85)', percentile(rates.ratio, 0.5).toFixed(2))

isBreached('loads the list')
const start = performance.now()
for (let each = 0; each < lookUps; each++) isBreached(`Pruefung${each}-2026`)
show(
  'a look-up among breached passwords, 6 forms',
  `${(((performance.now() - start) * 1000) / lookUps).toFixed(1)} µs`,
)

/** Finished a second, with so many under way all the time. */
async function throughput(work: () => Promise<unknown>, underWay: number): Promise<number> {
  const begin = performance.now()
  let done = 0
  const loop = async () => {
    while (performance.now() - begin < roundMs) {
      await work()
      done++
    }
  }
  await Promise.all(Array.from({ length: underWay }, loop))
  return (done * 1000) / (performance.now() - begin)
}
