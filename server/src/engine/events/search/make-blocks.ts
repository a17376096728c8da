import { sleep } from '../../../platform/jobs/sleep.ts'
import type { Platform } from '../../../platform/platform.ts'
import { buildBlock } from './build-blocks.ts'

const pauseMs = 500
const retryMs = 5_000

/** Makes blocks until the signal fires. `failed` is told what went wrong; it is tried again. */
export async function makeBlocks(
  platform: Pick<Platform, 'database'>,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await buildBlock(platform))) await sleep(pauseMs, signal)
    } catch (error) {
      failed(error)
      await sleep(retryMs, signal)
    }
  }
}
