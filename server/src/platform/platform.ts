import type { Clock } from '../kernel/clock.ts'
import type { Configuration } from './config/configuration.ts'
import type { ConfigurationFile } from './config/configuration-file.ts'
import type { Environment } from './config/environment.ts'
import type { Database } from './database/database.ts'
import type { Keys } from './keys/keys.ts'
import type { Telemetry } from './telemetry/telemetry.ts'

/** Where this installation can be reached, known once it listens. */
export interface Addresses {
  /** e.g. `http://127.0.0.1:8080`; what the own checks use. */
  readonly http: string
  /** null when the TLS listener is off. */
  readonly https: string | null
  /** What the world uses: PUBLIC_URL, else `http`. */
  readonly public: string
}

/** All adapters, handed down explicitly. Nothing else in the house does I/O on its own. */
export interface Platform {
  readonly clock: Clock
  readonly environment: Environment
  /** The configuration in force; changes with a reload. */
  readonly configuration: () => Configuration
  /** Where it stands; changeConfiguration (config/change-configuration.ts) writes there. */
  readonly configurationFile: Pick<ConfigurationFile, 'path' | 'rule' | 'reload'>
  readonly addresses: () => Addresses
  readonly database: Database
  readonly keys: Keys
  readonly telemetry: Telemetry
  /** `host:port` of identity providers that our own checks run on this machine, while they run; outgoing HTTP may reach them. */
  readonly probeHosts: Set<string>
}
