import type { AnyRoute, Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'

/** Every contract of this module, in the order of the interface's description. */
const contracts: readonly Record<string, unknown>[] = []

export const identityRoutes = contracts.flatMap((contract) => Object.values(contract)) as AnyRoute[]

/** The programming interface of this module. */
export function identityEndpoints(_platform: Platform): Endpoint[] {
  return []
}
