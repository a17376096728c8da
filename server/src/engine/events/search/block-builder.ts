import type { Service } from '../../../kernel/module.ts'
import { sleep } from '../../../platform/jobs/sleep.ts'
import type { Platform } from '../../../platform/platform.ts'
import { buildBlock } from './build-blocks.ts'

const pauseMs = 500
const retryMs = 5_000

/** Makes blocks while the server runs, one server at a time; until there is one, a search reads the events themselves. */
export async function startBlockBuilder(platform: Platform): Promise<Service> {
  const stopping = new AbortController()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await buildBlock(platform))) await sleep(pauseMs, stopping.signal)
      } catch (error) {
        platform.telemetry.error('a block of events could not be made', error)
        await sleep(retryMs, stopping.signal)
      }
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
