import { allOrganisations, isToken, secretHash } from '../../identity/index.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Platform } from '../../../platform/platform.ts'
import { eventsReader } from '../tables.ts'
import type { FindCustomer } from '../read-event.ts'
import { customerFinder } from './customer-finder.ts'
import { sourceSettingsSchema, type Source } from './settings.ts'

/** A change of a source, a token or a customer is in force after this long at the latest, on every server. */
const knownForMs = 5_000
const tokensMax = 10_000

/** Sources and customers as ingest looks them up, kept in memory for moments. */
export interface Directory {
  /** The source that a token belongs to. Throws a Problem when it belongs to none, has expired, or the source is paused. */
  sourceOf(token: string | undefined): Promise<Source>
  /** Finds customers by name or id, as they are now. */
  customers(): Promise<FindCustomer>
  /** Reads again at the next question, e.g. after a change made here. */
  forget(): void
}

interface Known {
  readonly until: number
  readonly byToken: ReadonlyMap<string, KnownToken>
  readonly findCustomer: FindCustomer
}

interface KnownToken {
  readonly id: string
  readonly source: Source
  readonly paused: boolean
  readonly expiresAt: number
}

/** `used` is told the id of each token that is accepted. */
export function openDirectory(platform: Platform, used: (token: string) => void): Directory {
  let known: Known | null = null
  let reading: Promise<Known> | null = null
  let isStale = false
  const current = async (): Promise<Known> => {
    const now = platform.clock.now()
    if (known && !isStale && now < known.until && known.until - now <= knownForMs) return known
    if (!reading || isStale) {
      isStale = false
      reading = read(platform)
    }
    const mine = reading
    try {
      const found = await mine
      if (reading === mine) known = found
      return found
    } finally {
      if (reading === mine) reading = null
    }
  }
  return {
    async sourceOf(token) {
      if (token === undefined || !isToken(token)) throw unknownToken()
      const found = (await current()).byToken.get(secretHash(token).toString('base64'))
      if (!found || found.expiresAt < platform.clock.now()) throw unknownToken()
      if (found.paused) throw paused(found.source.name)
      used(found.id)
      return found.source
    },
    // What was known before still answers: events that wait meanwhile must not lose their customers.
    customers: async () => (await current()).findCustomer,
    forget() {
      isStale = true
    },
  }
}

async function read(platform: Platform): Promise<Known> {
  const { reader } = platform.database
  const rows = await eventsReader(reader)
    .selectFrom('events.source_token as token')
    .innerJoin('events.source as source', 'source.id', 'token.source_id')
    .select([
      'token.id as token',
      'token.hash',
      'token.expires_at',
      'source.id',
      'source.number',
      'source.organisation_id',
    ])
    .select(['source.name', 'source.settings', 'source.paused'])
    .limit(tokensMax)
    .execute()
  const organisations = await allOrganisations(reader)
  return {
    until: platform.clock.now() + knownForMs,
    byToken: new Map(
      rows.map((row) => [
        Buffer.from(row.hash).toString('base64'),
        {
          id: row.token,
          source: {
            id: row.id,
            number: row.number,
            organisation: row.organisation_id,
            name: row.name,
            settings: sourceSettingsSchema.parse(row.settings),
          },
          paused: row.paused,
          expiresAt: row.expires_at?.getTime() ?? Infinity,
        },
      ]),
    ),
    findCustomer: customerFinder(organisations),
  }
}

const unknownToken = () =>
  new Problem('unauthenticated', 'source-token-unknown', {
    de: 'Diese Quelle ist hier nicht bekannt. Senden Sie Authorization: Bearer nwe_… mit dem Token einer Quelle aus der Konsole unter „Quellen“.',
    en: 'This source is not known here. Send Authorization: Bearer nwe_… with the token of a source, from “Sources” in the console.',
  })

const pausedRetryS = 300
const paused = (name: string) =>
  new Problem(
    'unavailable',
    'source-paused',
    {
      de: `Die Quelle ${name} ist angehalten. Senden Sie später noch einmal, oder lassen Sie sie in der Konsole weiterlaufen.`,
      en: `The source ${name} is paused. Send again later, or let it go on in the console.`,
    },
    pausedRetryS,
  )
