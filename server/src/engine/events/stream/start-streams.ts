import type { Service } from '../../../kernel/module.ts'
import type { Platform } from '../../../platform/platform.ts'
import { feedOf } from './feed.ts'
import { followersOf } from './followers.ts'

/** Lets streams end with the server: nobody waits for one that never ends. */
export async function startStreams(platform: Platform): Promise<Service> {
  return {
    async stop() {
      followersOf(platform).stop()
      await feedOf(platform).stop()
    },
  }
}
