import { sql } from 'kysely'
import { expect } from 'vitest'
import { batchAt } from '../../server/src/engine/events/event.ts'
import { makePartitions } from '../../server/src/engine/events/partitions.ts'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { openDatabase, type Database } from '../../server/src/platform/database/database.ts'
import { openConsoleBrowser, type ConsoleBrowser } from './console-browser.ts'
import { sourceToken } from './event-source.ts'
import { withoutBrowser } from './operate.ts'
import { startPostgres } from './postgres.ts'
import { startServer } from './server.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from './signed-in.ts'

const dayMs = 86_400_000

/** A provider with a customer, of whose person events stand, over a database that the test can reach. */
export interface RetentionPortal {
  readonly owner: SignedInPerson
  readonly admin: SignedInPerson
  readonly browser: ConsoleBrowser
  readonly database: Database
  /** Events of the customer: 10 of the person, as many of somebody else; and 4 of a contract with the person. */
  send(person: string): Promise<void>
  /** Events of security that were received so many days ago, put into the table beside the tree. */
  store(count: number, daysAgo: number): Promise<void>
  /** The session of the owner was opened an hour ago. */
  ageSessions(): Promise<void>
  close(): Promise<void>
}

export async function openRetentionPortal(): Promise<RetentionPortal> {
  const cluster = await startPostgres()
  const server = await startServer({ environment: withoutBrowser, databaseUrl: cluster.url('postgres') })
  const owner = await setUpOwner(server)
  const admin = await makeCustomer(server, owner.caller, 'Kanzlei Sommer', 'admin@kunde.example')
  const token = await sourceToken(owner, 'Kundenportal')
  const database = await openDatabase({
    dataDir: '',
    databaseUrl: cluster.url('postgres'),
    connectionsMax: 2,
  })
  const browser = await openConsoleBrowser(server)
  const event = (actor: string, n: number, kind: object) => ({
    actor,
    action: 'login',
    customer: 'Kanzlei Sommer',
    n,
    ...kind,
  })
  return {
    owner,
    admin,
    browser,
    database,
    async send(person) {
      const security = { data_type: 'security', purpose: 'security' }
      const contract = { data_type: 'contract', purpose: 'proof' }
      const events = [
        ...Array.from({ length: 20 }, (_, n) => event(n % 2 === 0 ? person : 'bert', n, security)),
        ...Array.from({ length: 4 }, (_, n) => event(person, n, contract)),
      ]
      const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
      })
      expect(await answer.json()).toMatchObject({ stored: 24 })
    },
    async store(count, daysAgo) {
      const at = Date.now() - daysAgo * dayMs
      await makePartitions({ database }, at)
      await sql`insert into events.event (organisation_id, batch, at, place, source, class, outcome, flags, salt, body)
        select ${admin.organisation}::uuid, ${batchAt(at)}::bigint, ${new Date(at)}, n, 1, 4, 1, 0, ''::bytea, '{}'
        from generate_series(0, ${count - 1}::integer) as n`.execute(database.reader)
    },
    async ageSessions() {
      await sql`update identity.session set authenticated_at = authenticated_at - interval '1 hour'`.execute(
        database.reader,
      )
    },
    async close() {
      await browser.close()
      await database.close()
      await server.stop()
      await cluster.stop()
    },
  }
}

/** Keeps a search of the owner under a name. */
export const saveSearch = ({ caller, organisation }: SignedInPerson, query: string) =>
  requireDone(
    caller.call('POST', `/api/v1/organisations/${organisation}/saved-searches`, {
      name: 'Rückfrage',
      query,
      everywhere: true,
    }),
  )
