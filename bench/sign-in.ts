/**
 * What a session costs, and what a sign-in costs beside argon2id, on a real server with PostgreSQL. The session check is
 * the difference between `/healthz` with a session cookie and without: who asks is established on every route. Password
 * sign-ins come over HTTP from browsers that are known; the peer is bare argon2id in this process, in turn with them.
 */
import { argon2 } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { argon2Parameters } from '../server/src/engine/identity/passwords/hash.ts'
import { enterPassword, requireDone } from '../server/src/engine/identity/probe/sign-in.ts'
import { withoutBrowser } from '../test/harness/operate.ts'
import { startServer } from '../test/harness/server.ts'
import { browserFor, makeCustomer, setUpOwner } from '../test/harness/signed-in.ts'
import { benchPostgres, cpuSecondsOf, cpuSecondsOfProcess, percentile, show } from './surroundings.ts'

const settleMs = 45_000
const rounds = 8
const roundS = 3
const connections = 8
const atOnce = Math.min(availableParallelism(), 3)

const postgres = await benchPostgres()
const server = await startServer({ databaseUrl: postgres.url, environment: withoutBrowser })
const owner = await setUpOwner(server)
const member = await makeCustomer(server, owner.caller, 'Eins', 'admin@eins.example')
await new Promise((resolve) => setTimeout(resolve, settleMs))

const cookie = [...owner.caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const anonymous: Cost[] = []
const withSession: Cost[] = []
for (let round = 0; round < rounds; round++) {
  anonymous.push(costOf([]))
  withSession.push(costOf(['-H', `Cookie: ${cookie}`]))
}
const without = middle(anonymous)
const including = middle(withSession)
const shown = ({ server: own, database }: Cost) => `${own.toFixed(3)} + ${database.toFixed(3)} ms`
show('/healthz, nobody signed in: server + PostgreSQL', shown(without))
show('/healthz with a session cookie', shown(including))
show('  session check (bar 0.3 ms of the server)', `${(including.server - without.server).toFixed(3)} ms`)
show('  of PostgreSQL for it', `${(including.database - without.database).toFixed(3)} ms`)

const browsers = Array.from({ length: 8 * atOnce }, () => browserFor(server))
for (const browser of browsers) await requireDone(enterPassword(browser, member))
const { memoryKib: memory, passes, parallelism } = argon2Parameters
const message = Buffer.from(member.password)
const cost = { message, nonce: Buffer.alloc(16, 1), memory, passes, parallelism, tagLength: 32 }
const hash = promisify(argon2)
const bare = { done: 0, ms: 0 }
const signIns = { done: 0, ms: 0 }
for (let round = 0; round < rounds; round++) {
  await during(bare, atOnce, () => hash('argon2id', cost))
  await during(signIns, browsers.length, (at) => requireDone(enterPassword(browsers[at]!, member)))
}
const rate = ({ done, ms }: typeof bare) => (done * 1000) / ms
show(`bare argon2id, ${atOnce} at once`, `${rate(bare).toFixed(1)} /s`)
show(`password sign-ins over HTTP, ${browsers.length} browsers`, `${rate(signIns).toFixed(1)} /s`)
show('  ratio (bar 0.85)', (rate(signIns) / rate(bare)).toFixed(2))
await server.stop()
await postgres.stop()

/** Milliseconds of processor time a request. */
interface Cost {
  readonly server: number
  readonly database: number
}

function costOf(headers: readonly string[]): Cost {
  const [serverBefore, databaseBefore] = [cpuSecondsOfProcess(server.pid), cpuSecondsOf(/^postgres: /)]
  const options = ['-t1', `-c${connections}`, `-d${roundS}s`, ...headers, `${server.baseUrl}/healthz`]
  const out = execFileSync('wrk', options, { encoding: 'utf8' })
  if (out.includes('Non-2xx')) throw new Error(out)
  const requests = Number(/(\d+) requests in/.exec(out)![1])
  return {
    server: ((cpuSecondsOfProcess(server.pid) - serverBefore) * 1000) / requests,
    database: ((cpuSecondsOf(/^postgres: /) - databaseBefore) * 1000) / requests,
  }
}

function middle(costs: readonly Cost[]): Cost {
  const of = (key: keyof Cost) =>
    percentile(
      costs.map((each) => each[key]),
      0.5,
    )
  return { server: of('server'), database: of('database') }
}

/** Keeps so many under way for a round, and adds what was done. */
async function during(sum: typeof bare, underWay: number, work: (at: number) => Promise<unknown>) {
  const begin = performance.now()
  const loop = async (_: unknown, at: number) => {
    while (performance.now() - begin < roundS * 1000) {
      await work(at)
      sum.done++
    }
  }
  await Promise.all(Array.from({ length: underWay }).map(loop))
  sum.ms += performance.now() - begin
}
