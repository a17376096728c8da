import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { openInstallation, type Installation } from '../../../../../test/harness/installation.ts'
import { startPush } from '../../../engine/events/push/deliver.ts'
import { openLog } from '../../../engine/log/index.ts'
import type { Service } from '../../../kernel/module.ts'
import { judgePush } from './checks/push.ts'
import { judgeStream } from './checks/stream.ts'
import { tryPush } from './try-push.ts'
import { tryStream } from './try-stream.ts'

const busyMs = 150_000

describeEachDatabase('the checks of the integrations, through the doors', (open) => {
  let installation: Installation
  let sending: Service
  beforeAll(async () => {
    installation = await openInstallation(open)
    const { platform } = installation
    await openLog(platform, 'integrations.example/log')
    // Time must pass: a refused delivery waits for its next try.
    Object.assign(platform.clock, { now: () => Date.now(), monotonic: () => performance.now() })
    sending = await startPush(platform, () => 0.1)
  })
  afterAll(async () => {
    await sending.stop()
    await installation.close()
  })
  const run = () => ({ platform: installation.platform, signal: AbortSignal.timeout(busyMs) })

  it(
    'delivers signed, once and in order, and forgets what it made',
    async () => {
      const observed = await tryPush(run())
      expect(judgePush(observed)).toMatchObject({ verdict: 'holds', population: { checked: 5, total: 5 } })
      expect(installation.platform.probeHosts.size).toBe(0)
    },
    busyMs,
  )

  it(
    'reads along on both ways, across a break',
    async () => {
      expect(judgeStream(await tryStream(run()))).toMatchObject({
        verdict: 'holds',
        population: { checked: 24, total: 24 },
      })
    },
    busyMs,
  )
})
