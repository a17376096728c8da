import type { NachweisModule } from '../engine/claims/index.ts'

/** All measures, in the order of the page. */
export const measureModules: readonly NachweisModule[] = []
