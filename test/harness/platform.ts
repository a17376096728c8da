import { writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configurationSchema } from '../../server/src/platform/config/configuration.ts'
import { readEnvironment } from '../../server/src/platform/config/environment.ts'
import { loadConfiguration } from '../../server/src/platform/config/load-configuration.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { openKeys } from '../../server/src/platform/keys/keys.ts'
import type { Addresses, Platform } from '../../server/src/platform/platform.ts'
import { silentTelemetry } from '../../server/src/platform/telemetry/telemetry.ts'
import { steerableClock, type SteerableClock } from './clock.ts'

export interface TestPlatform extends Platform {
  readonly clock: SteerableClock
  /** Replaces the configuration, as a reload does. */
  configure(configuration: object): void
}

/** A platform over a real database, with a clock that the test steers and a data folder of its own. */
export async function testPlatform(database: Database, configuration: object = {}): Promise<TestPlatform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-platform-'))
  const addresses: Addresses = {
    http: 'http://127.0.0.1:1',
    https: 'https://127.0.0.1:2',
    public: 'http://127.0.0.1:1',
  }
  const path = join(dataDir, 'nachweis.yaml')
  const rule = () => []
  const parse = (given: object) => {
    const whole = { provider: { name: 'Test', contact: 'a@b.example' }, ...given }
    // JSON is YAML.
    writeFileSync(path, JSON.stringify(whole))
    return configurationSchema.parse(whole)
  }
  let current = parse(configuration)
  const clock = steerableClock()
  return {
    clock,
    environment: readEnvironment({ DATA_DIR: dataDir, PATH: '/usr/bin' }),
    configuration: () => current,
    configurationFile: {
      path,
      rule,
      reload: async () => {
        current = await loadConfiguration(path, rule)
      },
    },
    addresses: () => addresses,
    probeHosts: new Set<string>(),
    // As if both ran on one machine.
    database: { ...database, now: async () => clock.now() },
    keys: await openKeys(join(dataDir, 'keys')),
    telemetry: silentTelemetry,
    configure: (given) => {
      current = parse(given)
    },
  }
}
