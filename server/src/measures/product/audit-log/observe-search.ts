import { defineObserver, type Target } from '../../../engine/claims/index.ts'
import { hour, minute } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { trySearch, type SearchObserved } from './try-search.ts'

/** How long the sentence allows unless the operator says otherwise. */
export const searchMinutes = 5
const waitMsMax = 8 * minute

/** Sends events and looks for them, through the doors that everybody uses. */
export const searchTried = defineObserver<Target, SearchObserved>({
  id: 'search-tried',
  everyMs: 6 * hour,
  budgetMs: 10 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) => trySearch(run, waitMs(run.platform)),
})

function waitMs(platform: Platform): number {
  const chosen = platform.configuration().parameters['audit-log/search']?.['minutes']
  return Math.min((typeof chosen === 'number' ? chosen : searchMinutes) * minute, waitMsMax)
}
