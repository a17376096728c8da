import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identify } from '../../identity/index.ts'

/**
 * Asks anew who sent a request that is still being answered, and whether they may; being answered is not a use of a session
 * that keeps it from ending.
 */
export function mayStill(
  platform: Platform,
  request: RequestFacts,
  allowed: (actor: Actor) => boolean,
): () => Promise<boolean> {
  return async () => {
    try {
      return allowed(await identify(platform, request, { isUse: false }))
    } catch (error) {
      if (error instanceof Problem) return false
      // A database that is away is no reason to let somebody go.
      platform.telemetry.warn('who is being answered could not be asked again', { error: String(error) })
      return true
    }
  }
}
