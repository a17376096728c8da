import { setTimeout as wait } from 'node:timers/promises'

/** Waits, but not longer than until the signal fires. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => {})
}
