import type { TrustDocument } from 'nachweis-verify'
import { Problem } from '../../kernel/problem.ts'
import { answer, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { noSuchClaim } from './no-such-claim.ts'
import { readHead, runCommand } from '../log/index.ts'
import * as contract from './contract.ts'
import * as parameters from './contract/parameters.ts'
import { listEvidence, readObservation } from './evidence.ts'
import { reasonOf } from './reason.ts'
import type { Registry } from './registry.ts'
import { runNow } from './run-now.ts'
import { previewParameters, readParameters, setParameters } from './set-parameters.ts'
import { readTrustDocument } from './view.ts'
import { reinstate, withdraw } from './withdraw.ts'

export const claimsRoutes = [...Object.values(contract), ...Object.values(parameters)]

/** The programming interface of this module. */
export function claimsEndpoints(platform: Platform, registry: Registry): Endpoint[] {
  return [
    ...listingEndpoints(platform),
    ...claimEndpoints(platform, registry),
    ...parameterEndpoints(platform, registry),
    ...commandEndpoints(platform, registry),
  ]
}

const idOf = (params: { measure: string; claim: string }) => `${params.measure}/${params.claim}`

async function documentOf({ database: { reader }, clock }: Platform): Promise<TrustDocument> {
  const head = await readHead(reader)
  if (head) return readTrustDocument(reader, head, clock.now())
  throw new Problem('unavailable', 'log-not-open', {
    de: 'Das Protokoll ist noch nicht offen. Versuchen Sie es gleich noch einmal.',
    en: 'The log is not open yet. Try again in a moment.',
  })
}

function listingEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(contract.listMeasures, async () => {
      const { measures } = await documentOf(platform)
      return {
        measures: measures.map(({ claims, ...measure }) => ({
          ...measure,
          claims: claims.map((claim) => ({
            ...claim,
            measure: measure.id,
            chapter: measure.chapter,
            reason: reasonOf(claim),
          })),
        })),
      }
    }),
  ]
}

function claimEndpoints(platform: Platform, registry: Registry): Endpoint[] {
  const { reader } = platform.database
  const requireClaim = (id: string) => {
    if (!registry.claims.has(id)) throw noSuchClaim(id)
  }
  return [
    answer(contract.showClaim, async ({ params }) => {
      requireClaim(idOf(params))
      const { measures } = await documentOf(platform)
      const measure = measures.find(({ id }) => id === params.measure)
      const claim = measure?.claims.find(({ id }) => id === idOf(params))
      if (measure && claim) return { claim, measure }
      throw new Problem('unavailable', 'not-published', {
        de: 'Diese Aussage wird gerade veröffentlicht. Versuchen Sie es gleich noch einmal.',
        en: 'This claim is being published. Try again in a moment.',
      })
    }),
    answer(contract.listEvidence, async ({ params, query }) => {
      requireClaim(idOf(params))
      return listEvidence(reader, idOf(params), query.before, query.limit)
    }),
    answer(contract.showObservation, ({ params }) => readObservation(reader, params.id)),
  ]
}

function commandEndpoints(platform: Platform, registry: Registry): Endpoint[] {
  const { runCheck, withdrawClaim, reinstateClaim } = contract
  const now = platform.clock.now
  return [
    answer(runCheck, ({ params, actor }) =>
      runNow(platform, registry, idOf(params), actor, runCheck.permission),
    ),
    answer(withdrawClaim, ({ params, body, actor }) =>
      runCommand(platform, { permission: withdrawClaim.permission, actor }, (tx) =>
        withdraw(tx, idOf(params), body.reason, now()),
      ),
    ),
    answer(reinstateClaim, ({ params, actor }) =>
      runCommand(platform, { permission: reinstateClaim.permission, actor }, (tx) =>
        reinstate(tx, idOf(params), now()),
      ),
    ),
  ]
}

function parameterEndpoints(platform: Platform, registry: Registry): Endpoint[] {
  return [
    answer(parameters.showParameters, ({ params }) => readParameters(platform, registry, idOf(params))),
    answer(parameters.previewParameters, async ({ params, body }) =>
      previewParameters(platform, registry, idOf(params), body.parameters),
    ),
    answer(parameters.setParameters, ({ params, body, actor }) => {
      const command = { permission: parameters.setParameters.permission, actor }
      return setParameters(platform, registry, command, idOf(params), body.parameters)
    }),
  ]
}
