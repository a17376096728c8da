import { Problem } from '../../kernel/problem.ts'
import { answer, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
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
  const { reader } = platform.database
  const idOf = (params: { measure: string; claim: string }) => `${params.measure}/${params.claim}`
  const requireClaim = (id: string) => {
    if (!registry.claims.has(id))
      throw new Problem(
        'not-found',
        'no-such-claim',
        `There is no claim ${id}. GET /api/v1/measures lists all.`,
      )
  }
  const document = async () => {
    const head = await readHead(reader)
    if (!head)
      throw new Problem('unavailable', 'log-not-open', 'The log is not open yet. Try again in a moment.')
    return readTrustDocument(reader, head, platform.clock.now())
  }
  return [
    ...parameterEndpoints(platform, registry),
    answer(contract.listMeasures, async () => {
      const { measures } = await document()
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
    answer(contract.showClaim, async ({ params }) => {
      requireClaim(idOf(params))
      const { measures } = await document()
      const measure = measures.find(({ id }) => id === params.measure)
      const claim = measure?.claims.find(({ id }) => id === idOf(params))
      if (!measure || !claim)
        throw new Problem('unavailable', 'not-published', 'This claim is being published. Try again in a moment.')
      return { claim, measure }
    }),
    answer(contract.listEvidence, async ({ params, query }) => {
      requireClaim(idOf(params))
      return listEvidence(reader, idOf(params), query.before, query.limit)
    }),
    answer(contract.showObservation, ({ params }) => readObservation(reader, params.id)),
    answer(contract.runCheck, ({ params, actor }) =>
      runNow(platform, registry, idOf(params), actor, contract.runCheck.permission),
    ),
    answer(contract.withdrawClaim, ({ params, body, actor }) =>
      runCommand(platform, { permission: contract.withdrawClaim.permission, actor }, (tx) =>
        withdraw(tx, idOf(params), body.reason, platform.clock.now()),
      ),
    ),
    answer(contract.reinstateClaim, ({ params, actor }) =>
      runCommand(platform, { permission: contract.reinstateClaim.permission, actor }, (tx) =>
        reinstate(tx, idOf(params), platform.clock.now()),
      ),
    ),
  ]
}

function parameterEndpoints(platform: Platform, registry: Registry): Endpoint[] {
  const idOf = (params: { measure: string; claim: string }) => `${params.measure}/${params.claim}`
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
