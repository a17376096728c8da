/**
 * Sign-ins with a password over HTTP, from browsers that are known, on a real server with PostgreSQL, against bare argon2id
 * of the same parameters in this process: in turn, so that what else the machine does meets both alike.
 */
import { argon2 } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { argon2Parameters } from '../server/src/engine/identity/passwords/hash.ts'
import { enterPassword } from '../server/src/engine/identity/probe/sign-in.ts'
import { allChecked, until, withoutBrowser } from '../test/harness/operate.ts'
import { startServer } from '../test/harness/server.ts'
import { browserFor, makeCustomer, setUpOwner } from '../test/harness/signed-in.ts'
import { benchPostgres, show } from './surroundings.ts'

const checkedMs = 300_000
const rounds = 8
const roundMs = 3_000
const atOnce = Math.min(availableParallelism(), 3)

const postgres = await benchPostgres()
const server = await startServer({ databaseUrl: postgres.url, environment: withoutBrowser })
const owner = await setUpOwner(server)
const member = await makeCustomer(server, owner.caller, 'Eins', 'admin@eins.example')
// Our own checks sign in as well, which would be counted here.
await until('all checks have run', () => allChecked(server), checkedMs)

const browsers = Array.from({ length: 4 * atOnce }, () => browserFor(server))
const enter = async (at: number) => (await enterPassword(browsers[at]!, member)).status === 200
for (let at = 0; at < browsers.length; at++) await enter(at)
const { memoryKib: memory, passes, parallelism } = argon2Parameters
const message = Buffer.from(member.password)
const cost = { message, nonce: Buffer.alloc(16, 1), memory, passes, parallelism, tagLength: 32 }
const hash = promisify(argon2)
const bare = { done: 0, refused: 0, ms: 0 }
const signIns = { done: 0, refused: 0, ms: 0 }
for (let round = 0; round < rounds; round++) {
  await during(bare, atOnce, async () => (await hash('argon2id', cost)).length > 0)
  await during(signIns, browsers.length, enter)
}
const rate = ({ done, ms }: typeof bare) => (done * 1000) / ms
show(`bare argon2id, ${atOnce} at once`, `${rate(bare).toFixed(1)} /s`)
show(
  `password sign-ins over HTTP, ${browsers.length} browsers`,
  `${rate(signIns).toFixed(1)} /s, ${signIns.refused} refused`,
)
show('  ratio (bar 0.85)', (rate(signIns) / rate(bare)).toFixed(2))
await server.stop()
await postgres.stop()

/** Keeps so many under way for a round, and adds what was done. */
async function during(sum: typeof bare, underWay: number, work: (at: number) => Promise<boolean>) {
  const begin = performance.now()
  const loop = async (_: unknown, at: number) => {
    while (performance.now() - begin < roundMs) {
      if (await work(at)) sum.done++
      else sum.refused++
    }
  }
  await Promise.all(Array.from({ length: underWay }).map(loop))
  sum.ms += performance.now() - begin
}
