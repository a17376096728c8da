import { hour, minute, second } from '../../../kernel/clock.ts'
import type { Job } from '../../../kernel/module.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runErasures } from './erasure/job.ts'
import { expireEvents } from './expire.ts'

export const retentionJobs: readonly Job<Platform>[] = [
  {
    name: 'events.expiry',
    everyMs: hour,
    budgetMs: 20 * minute,
    run: async (platform, signal) => {
      await expireEvents(platform, signal)
    },
  },
  { name: 'events.erasures', everyMs: 15 * second, budgetMs: 10 * minute, run: runErasures },
]
