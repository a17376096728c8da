import type { z } from 'zod'
import type { event } from '../search/contract.ts'

/** An event as a search answers it. */
export type ShownEvent = z.output<typeof event>
