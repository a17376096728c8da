/**
 * What it costs to know who asks: `/healthz` through the application with a session cookie and without, on PostgreSQL.
 * Processor time of this process alone, so that what else the machine does counts little.
 */
import { healthEndpoints } from '../server/src/platform/http/health.ts'
import { createApp } from '../server/src/platform/http/app.ts'
import { openDatabase } from '../server/src/platform/database/database.ts'
import { migrate } from '../server/src/platform/database/migrate.ts'
import { identify } from '../server/src/engine/identity/index.ts'
import { sessionCookie } from '../server/src/engine/identity/sessions/cookies.ts'
import { addPerson } from '../test/harness/people.ts'
import { testPlatform } from '../test/harness/platform.ts'
import { townModules } from '../test/harness/town-modules.ts'
import { benchPostgres, percentile, show } from './surroundings.ts'

const rounds = 10
const requests = 1_000
const atOnce = 4

const postgres = await benchPostgres()
const database = await openDatabase({ dataDir: '/nonexistent', databaseUrl: postgres.url, connectionsMax: 5 })
await migrate(database, townModules)
const platform = await testPlatform(database)
const { browser } = await addPerson(platform)
const app = createApp({
  endpoints: healthEndpoints(platform, [], []),
  identify: (request) => identify(platform, request),
  now: () => platform.clock.now(),
  proxyHops: 0,
  problemPage: () => null,
  telemetry: platform.telemetry,
})

const costs = { anonymous: [] as number[], session: [] as number[] }
const cookie = `${sessionCookie}=${browser.jar.get(sessionCookie)}`
for (let round = 0; round <= rounds; round++) {
  const [anonymous, session] = [await millisecondsOf(''), await millisecondsOf(cookie)]
  // The first round warms up.
  if (round === 0) continue
  costs.anonymous.push(anonymous)
  costs.session.push(session)
}
const [anonymous, session] = [percentile(costs.anonymous, 0.5), percentile(costs.session, 0.5)]
show('/healthz, nobody signed in', `${anonymous.toFixed(3)} ms`)
show('/healthz with a session cookie', `${session.toFixed(3)} ms`)
show('  session check (bar 0.3 ms)', `${(session - anonymous).toFixed(3)} ms`)
await database.close()
await postgres.stop()

async function millisecondsOf(sent: string): Promise<number> {
  const before = process.cpuUsage()
  for (let done = 0; done < requests; done += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => ask(sent)))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / requests
}

async function ask(sent: string): Promise<void> {
  const answer = await app.request('http://localhost/healthz', { headers: { cookie: sent } })
  if (answer.status !== 200) throw new Error(await answer.text())
  await answer.text()
}
