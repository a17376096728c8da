import { join } from 'node:path'
import { parameterProblems, type registry } from './engine/claims/index.ts'
import type { Clock } from './kernel/clock.ts'
import { followConfiguration, type ConfigurationFile } from './platform/config/configuration-file.ts'
import { configurationTemplate } from './platform/config/configuration-template.ts'
import type { Environment } from './platform/config/environment.ts'
import type { ConfigurationRule } from './platform/config/load-configuration.ts'
import { openDatabase } from './platform/database/database.ts'
import { lockFolder } from './platform/database/folder-lock.ts'
import { openKeys } from './platform/keys/keys.ts'
import type { Addresses, Platform } from './platform/platform.ts'
import type { Telemetry } from './platform/telemetry/telemetry.ts'

export interface OpenPlatform {
  readonly platform: Platform
  readonly configuration: ConfigurationFile
  /** Path of nachweis.yaml. */
  readonly file: string
  /** Once the server listens. */
  listensAt(addresses: Addresses): void
  close(): Promise<void>
}

/** Opens all adapters. `onChange` is called when a new configuration is in force. */
export async function openPlatform(
  environment: Environment,
  clock: Clock,
  telemetry: Telemetry,
  catalogue: ReturnType<typeof registry>,
  onChange: () => Promise<void>,
): Promise<OpenPlatform> {
  const { dataDir, databaseUrl, databaseConnectionsMax } = environment
  const lock = databaseUrl === null ? lockFolder(dataDir) : null
  const keys = await openKeys(join(dataDir, 'keys'))
  const file = environment.configurationFile ?? join(dataDir, 'nachweis.yaml')
  const template = configurationTemplate
  const configuration = await followConfiguration({
    file,
    template,
    rule: parameterRule(catalogue),
    telemetry,
    onChange,
  })
  const database = await openDatabase({ dataDir, databaseUrl, connectionsMax: databaseConnectionsMax })
  let known: Addresses | null = null
  const addresses = () => {
    if (known === null) throw new Error('addresses are known once the server listens')
    return known
  }
  const platform = {
    clock,
    environment,
    telemetry,
    keys,
    database,
    configuration: configuration.current,
    configurationFile: configuration,
    addresses,
    probeHosts: new Set<string>(),
  }
  return {
    platform,
    configuration,
    file,
    listensAt: (found) => {
      known = found
    },
    async close() {
      await database.close()
      lock?.release()
    },
  }
}

const parameterRule =
  (catalogue: ReturnType<typeof registry>): ConfigurationRule =>
  ({ parameters }) =>
    parameterProblems(catalogue, parameters).map(({ path, words }) => ({
      path: ['parameters', ...path],
      message: words.en,
    }))
