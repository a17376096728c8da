import { newToken } from '../../../identity/index.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { eventsReader } from '../../tables.ts'
import type { Directory } from '../../sources/directory.ts'
import { sourceSettingsSchema, type Source } from '../../sources/settings.ts'

/** A change of a source is in force after this long. */
const knownForMs = 5_000
const sourcesMax = 10_000

/**
 * Finds the source that nachweis.yaml names by its name or id. Throws a Problem (503) while there is none, while the name
 * stands for several, and while it is paused: what was sent waits then.
 */
export type FindSource = (name: string) => Promise<Source>

interface Known {
  readonly readAt: number
  readonly sources: readonly { readonly source: Source; readonly paused: boolean }[]
}

export function openFindSource(
  platform: Pick<Platform, 'clock' | 'database'>,
  directory: Directory,
): FindSource {
  let known: Known | null = null
  return async (name) => {
    await learnCustomers(directory)
    const now = platform.clock.monotonic()
    if (known === null || now - known.readAt > knownForMs)
      known = { readAt: now, sources: await readSources(platform) }
    const wanted = name.toLowerCase()
    const found = known.sources.filter(
      ({ source }) => source.id === wanted || source.name.toLowerCase() === wanted,
    )
    const [only] = found
    if (only === undefined)
      throw waits('source-unknown', `There is no source ${JSON.stringify(name)}. Make it in the console.`)
    if (found.length > 1)
      throw waits(
        'source-ambiguous',
        `Several organisations have a source ${JSON.stringify(name)}. Give its id in nachweis.yaml.`,
      )
    if (only.paused) throw waits('source-paused', `The source ${JSON.stringify(name)} is paused.`)
    return only.source
  }
}

const nobodysToken = newToken('nwe')

/** The directory learns the customers that events may name when it is asked for a token. */
async function learnCustomers(directory: Directory): Promise<void> {
  try {
    await directory.sourceOf(nobodysToken)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'unauthenticated')) throw error
  }
}

async function readSources({ database }: Pick<Platform, 'database'>): Promise<Known['sources']> {
  const rows = await eventsReader(database.reader)
    .selectFrom('events.source')
    .select(['id', 'number', 'organisation_id', 'name', 'settings', 'paused'])
    .where('deleted_at', 'is', null)
    .limit(sourcesMax)
    .execute()
  return rows.map((row) => ({
    source: {
      id: row.id,
      number: row.number,
      organisation: row.organisation_id,
      name: row.name,
      settings: sourceSettingsSchema.parse(row.settings),
    },
    paused: row.paused,
  }))
}

const waitS = 5
const waits = (reason: string, message: string) => new Problem('unavailable', reason, message, waitS)
