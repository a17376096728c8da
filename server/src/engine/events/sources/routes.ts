import type { AnyRoute } from '../../../kernel/route.ts'
import * as contract from './contract.ts'

/** Routes of the sources, in the order of the documentation. */
export const sourceRoutes: readonly AnyRoute[] = [
  contract.listSources,
  contract.createSource,
  contract.showSource,
  contract.changeSource,
  contract.pauseSource,
  contract.resumeSource,
  contract.deleteSource,
  contract.listSourceTokens,
  contract.createSourceToken,
  contract.revokeSourceToken,
  contract.previewMapping,
  contract.listSourceCustomers,
]
