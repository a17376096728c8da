import { isDeepStrictEqual } from 'node:util'
import type { ClaimPublished, MeasurePublished, ProviderPublished } from 'nachweis-verify'
import type { Actor } from '../../kernel/actor.ts'
import type { Writer } from '../../platform/database/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { append } from '../log/index.ts'
import { takeClaimsLock } from './lock.ts'
import { chosenParameters } from './parameters.ts'
import type { RegisteredClaim, Registry } from './registry.ts'
import { settle } from './settle.ts'
import { claimsWriter } from './tables.ts'

type Kind = 'provider' | 'measure' | 'claim'
type Wanted = Map<string, { kind: Kind; id: string; data: object }>

const publisher: Actor = { kind: 'system', name: 'claims' }

/**
 * Brings the published catalogue in line with code and configuration: each provider, measure or claim that differs from
 * what the log says is published anew, what is gone is retired. A claim's version rises with any change of its meaning,
 * and older evidence no longer counts for it. Nothing is written when nothing changed. Answers the claims for which no
 * evidence counts now: those that are new or have a new version.
 */
export async function publish(platform: Platform, registry: Registry): Promise<ReadonlySet<string>> {
  const wanted = wantedCatalogue(platform, registry)
  return platform.database.transaction(async (tx) => {
    const unproven = new Set<string>()
    await takeClaimsLock(tx)
    const rows = await claimsWriter(tx).selectFrom('claims.published').selectAll().execute()
    const published = new Map(rows.map((row) => [key(row.kind, row.id), row]))
    const now = platform.clock.now()
    for (const [at, { kind, id, data }] of wanted) {
      const before = published.get(at)
      const next =
        kind === 'claim'
          ? withVersion(data as ClaimPublished, before?.data as ClaimPublished | undefined)
          : data
      if (before && isDeepStrictEqual(before.data, next)) continue
      if (kind === 'claim' && versionOf(next) !== versionOf(before?.data)) unproven.add(id)
      await publishOne(tx, { kind, id, data: next }, before?.first_record_id, now)
    }
    for (const { kind, id } of rows) if (!wanted.has(key(kind, id))) await retire(tx, kind, id, now)
    await settle(tx, null, now)
    return unproven
  })
}

const key = (kind: Kind, id: string) => `${kind}\n${id}`

function wantedCatalogue(platform: Platform, registry: Registry): Wanted {
  const { provider, measures, teams } = platform.configuration()
  const wanted: Wanted = new Map()
  const want = (kind: Kind, id: string, data: object) => wanted.set(key(kind, id), { kind, id, data })
  const published: ProviderPublished = provider
  want('provider', 'provider', published)
  const places = new Map<string, number>()
  for (const { id, chapter, title } of registry.measures) {
    const position = places.get(chapter) ?? 0
    places.set(chapter, position + 1)
    const team = teams.find((candidate) => candidate.id === measures[id]?.team)?.name ?? null
    want('measure', id, { id, chapter, position, title, team } satisfies MeasurePublished)
  }
  for (const claim of registry.claims.values()) want('claim', claim.id, publishedClaim(platform, claim))
  return wanted
}

/** The claim as it is to be published; its version is settled against what stands already. */
function publishedClaim(
  platform: Platform,
  { id, measure, claim, position }: RegisteredClaim,
): ClaimPublished {
  const configuration = platform.configuration()
  const targets = claim.check?.observer.targets(configuration, platform).map((target) => target.id) ?? []
  const restsOn = claim.restsOn ?? []
  return {
    id,
    version: 1,
    measure: measure.id,
    position,
    text: claim.text,
    parameters: chosenParameters(claim.parameters, configuration.parameters[id]),
    basis: claim.basis,
    checks: claim.check
      ? [
          {
            id,
            version: claim.check.version,
            everyMs: claim.check.observer.everyMs,
            validityMs: claim.check.validityMs,
            method: claim.check.method,
            targets,
          },
        ]
      : [],
    restsOn,
    needs: targets.length > 0 || restsOn.length > 0 ? null : claim.needs,
  }
}

const versionOf = (data: unknown) => (data as ClaimPublished | undefined)?.version

/** A new version only when what is promised or how it is judged changed; more targets or another place do not. */
function withVersion(next: ClaimPublished, before: ClaimPublished | undefined): ClaimPublished {
  if (!before) return next
  if (!Array.isArray(before.checks) || !Number.isSafeInteger(before.version))
    throw new Error(alteredRow(next.id))
  const meaning = ({ text, parameters, basis, checks, restsOn }: ClaimPublished) => ({
    text,
    parameters,
    basis,
    restsOn,
    checks: checks.map(({ id, version }) => ({ id, version })),
  })
  const same = isDeepStrictEqual(meaning(before), meaning(next))
  return { ...next, version: same ? before.version : before.version + 1 }
}

const alteredRow = (id: string) =>
  `The database was altered or is damaged: what is published of ${id} cannot be read. Restore it from a backup.`

async function publishOne(
  tx: Writer,
  entry: { kind: Kind; id: string; data: object },
  first: string | undefined,
  now: number,
) {
  const [record] = await append(
    tx,
    [{ type: `claims.${entry.kind}-published`, data: entry.data, disclosed: true }],
    publisher,
    now,
  )
  const id = (record as { id: string }).id
  const data = JSON.stringify(entry.data)
  await claimsWriter(tx)
    .insertInto('claims.published')
    .values({ kind: entry.kind, id: entry.id, data, record_id: id, first_record_id: first ?? id })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ data, record_id: id }))
    .execute()
}

async function retire(tx: Writer, kind: Kind, id: string, now: number) {
  await append(tx, [{ type: `claims.${kind}-retired`, data: { id }, disclosed: true }], publisher, now)
  await claimsWriter(tx)
    .deleteFrom('claims.published')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute()
  if (kind !== 'claim') return
  for (const table of ['claims.status', 'claims.change', 'claims.latest', 'claims.withdrawn'] as const) {
    await claimsWriter(tx).deleteFrom(table).where('claim', '=', id).execute()
  }
}
