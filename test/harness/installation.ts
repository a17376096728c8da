import type { Database } from '../../server/src/platform/database/database.ts'
import { registry } from '../../server/src/engine/claims/index.ts'
import { openDoors } from '../../server/src/open-doors.ts'
import type { Addresses } from '../../server/src/platform/platform.ts'
import { modules } from '../../server/src/system.ts'
import type { Open } from './databases.ts'
import { testPlatform, type TestPlatform } from './platform.ts'

/** All doors of the house over a database, in this process: what a test may break behind a running server. */
export interface Installation {
  readonly platform: TestPlatform
  readonly database: Database
  close(): Promise<void>
}

/** Opens the doors on free ports; no check runs by itself. */
export async function openInstallation(open: Open): Promise<Installation> {
  const database = await open(modules)
  const inner = await testPlatform(database)
  inner.clock.set(Date.now())
  let known: Addresses | null = null
  const platform: TestPlatform = {
    ...inner,
    environment: { ...inner.environment, port: 0, tlsPort: 0 },
    addresses: () => known ?? inner.addresses(),
  }
  const doors = await openDoors(platform, registry(modules), [], [])
  known = doors.addresses
  return { platform, database, close: () => doors.drain() }
}
