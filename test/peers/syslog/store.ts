import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { newToken, secretHash } from '../../../server/src/engine/identity/index.ts'

export interface StoredMessage {
  readonly source: string
  readonly message: string
  readonly body: Record<string, unknown> & { readonly syslog: Record<string, unknown> }
}

const pollMs = 100

/** The events of an installation as they lie in its database. */
export async function openStore(databaseUrl: string) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => {})
  const organisation = randomUUID()
  await pool.query(
    `insert into identity.organisation (id, kind, name, created_at) values ($1, 'provider', 'Anbieter', now())`,
    [organisation],
  )
  const all = async (): Promise<StoredMessage[]> => {
    const { rows } = await pool.query<{ name: string; body: string }>(
      `select source.name, event.body from events.event as event join events.source as source on source.number = event.source
        where source.organisation_id = $1 order by event.batch, event.place`,
      // The server's own checks may send events, too.
      [organisation],
    )
    return rows.map(({ name, body }) => {
      const parsed = JSON.parse(body) as StoredMessage['body'] & { message: string }
      return { source: name, message: parsed.message, body: parsed }
    })
  }
  return {
    all,
    /** Makes a source; answers its token. */
    async addSource(name: string): Promise<string> {
      const [source, token] = [randomUUID(), newToken('nwe')]
      await pool.query(
        `insert into events.source (id, organisation_id, name, settings, created_at) values ($1, $2, $3, '{}', now())`,
        [source, organisation, name],
      )
      await pool.query(
        `insert into events.source_token (id, source_id, hash, name, created_at) values ($1, $2, $3, 'test', now())`,
        [randomUUID(), source, secretHash(token)],
      )
      return token
    },
    /** Messages that begin with this word, once there are so many different ones; after `budgetMs` those that are there. */
    async await(word: string, count: number, budgetMs = 30_000): Promise<StoredMessage[]> {
      const end = performance.now() + budgetMs
      for (;;) {
        const found = (await all()).filter(({ message }) => `${message.trim()} `.startsWith(`${word} `))
        if (new Set(found.map(({ message }) => message)).size >= count || performance.now() > end)
          return found
        await sleep(pollMs)
      }
    },
    /** Stops or lets go on a source, as the console does. */
    async pause(name: string, isPaused: boolean): Promise<void> {
      await pool.query('update events.source set paused = $2 where name = $1', [name, isPaused])
    },
    close: () => pool.end(),
  }
}
export type Store = Awaited<ReturnType<typeof openStore>>

/** Lines `<word> 0`, `<word> 1` …, that a sender hands on. */
export const lines = (word: string, from: number, to: number): string =>
  Array.from({ length: to - from }, (_, place) => `${word} ${from + place}\n`).join('')
/** The messages of these lines, as `sorted` gives them. */
export const expected = (word: string, count: number): string[] =>
  lines(word, 0, count).trimEnd().split('\n').toSorted()
export const sorted = (messages: readonly Pick<StoredMessage, 'message'>[]): string[] =>
  messages.map(({ message }) => message.trim()).toSorted()
