/** A small provider with one measure, for the tests of this module: what its pages show is what the test says. */
import { trustDocument, type DisclosedRecord, type TrustClaim } from 'nachweis-verify'
import { expect } from 'vitest'
import type { Open } from './databases.ts'
import { testPlatform } from './platform.ts'
import { sequenceAll } from './sequence-all.ts'
import { hour } from '../../server/src/kernel/clock.ts'
import { text } from '../../server/src/kernel/language.ts'
import { disclosedBetween, log, openLog, parseStored, readHead } from '../../server/src/engine/log/index.ts'
import {
  defineCheck,
  defineClaim,
  defineMeasure,
  defineObserver,
  type Finding,
  type Target,
} from '../../server/src/engine/claims/define.ts'
import { claims, defineModule } from '../../server/src/engine/claims/index.ts'
import { takeClaimsLock } from '../../server/src/engine/claims/lock.ts'
import { observe } from '../../server/src/engine/claims/observe.ts'
import { publish } from '../../server/src/engine/claims/publish.ts'
import { recordEvidence } from '../../server/src/engine/claims/record-evidence.ts'
import { registry } from '../../server/src/engine/claims/registry.ts'
import { settle } from '../../server/src/engine/claims/settle.ts'
import { readTrustDocument } from '../../server/src/engine/claims/view.ts'

type Reading = { readonly days: number }
export const world: { readings: Record<string, () => Promise<Reading>> } = { readings: {} }

export const observer = defineObserver<Target, Reading>({
  id: 'shelf',
  everyMs: hour,
  budgetMs: 200,
  targets: (configuration) => configuration.pages.map((id) => ({ id })),
  observe: (_run, target) => world.readings[target.id]!(),
})

const judge = (reading: Reading, parameters: { readonly days: number }): Finding => ({
  verdict: reading.days >= parameters.days ? 'holds' : 'fails',
  code: 'kept',
  observed: text(`${reading.days} Tage`, `${reading.days} days`),
  population: { checked: reading.days, total: 30 },
})

const kept = defineClaim({
  id: 'kept',
  text: text('Aufbewahrt für {days Tage}.', 'Kept for {days days}.'),
  parameters: { days: 30 },
  basis: 'executed',
  check: defineCheck({
    version: 1,
    method: text('Wir zählen.', 'We count.'),
    validityMs: 2 * hour,
    observer,
    judge,
  }),
  needs: text('Ein Regal.', 'A shelf.'),
})
const resting = defineClaim({
  id: 'resting',
  text: text('Wie im Regal.', 'As on the shelf.'),
  parameters: {},
  basis: 'observed',
  restsOn: ['shelf/kept'],
  needs: text('Nichts.', 'Nothing.'),
})
const measure = defineMeasure({
  id: 'shelf',
  chapter: 'data',
  title: text('Regal', 'Shelf'),
  claims: [kept, resting],
})
export const shelf = defineModule({
  name: 'shelf',
  dependsOn: ['claims'],
  migrations: null,
  measures: [measure],
})

/** More patient than any test. */
const running = defineClaim({
  ...kept,
  id: 'running',
  parameters: { days: 30 },
  check: defineCheck({
    version: 1,
    method: text('Wir sehen nach.', 'We look.'),
    validityMs: 2 * hour,
    observer: defineObserver<Target, Reading>({
      id: 'clockwork',
      everyMs: hour,
      budgetMs: hour,
      targets: (configuration) => configuration.timeServers.map((id) => ({ id })),
      observe: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        }),
    }),
    judge,
  }),
})
export const clockwork = defineModule({
  name: 'clockwork',
  dependsOn: ['claims'],
  migrations: null,
  measures: [{ ...measure, id: 'clockwork', claims: [running] }],
})

export const a = 'https://a.example/'
export const b = 'https://b.example/'

/** A fresh installation with the measure published and page `a` as its target. */
export async function openShelf(open: Open) {
  const platform = await testPlatform(await open([log, claims]), { pages: [a] })
  const catalogue = registry([shelf])
  world.readings = { [a]: async () => ({ days: 30 }), [b]: async () => ({ days: 30 }) }
  await openLog(platform, 'log.example/claims')
  await publish(platform, catalogue)

  const run = async (target: string) =>
    recordEvidence(platform, await observe(platform, catalogue, observer, { id: target }), {
      kind: 'system',
      name: 'test',
    })

  const settleNow = () =>
    platform.database.transaction(async (tx) => {
      await takeClaimsLock(tx)
      await settle(tx, null, platform.clock.now())
    })

  /** The document as the server computes it, checked against what a stranger computes from all records. */
  const claim = async (id = 'shelf/kept'): Promise<TrustClaim> => {
    await sequenceAll(platform)
    const head = (await readHead(platform.database.reader))!
    const document = await readTrustDocument(platform.database.reader, head, platform.clock.now())
    const all: DisclosedRecord[] = (await disclosedBetween(platform.database.reader, 0, head.size)).map(
      parseStored,
    )
    expect(document).toEqual(trustDocument(all, document.log, platform.clock.now()))
    return document.measures.flatMap((each) => each.claims).find((each) => each.id === id)!
  }

  return { platform, catalogue, run, settleNow, claim }
}
