// First: React chooses its build by NODE_ENV while it is loaded.
import { readEnvironment } from './platform/config/environment.ts'
import type { Parameters, Verdict } from 'nachweis-verify'
import { observe, registry } from './engine/claims/index.ts'
import { systemClock } from './kernel/clock.ts'
import { configurationSchema, type Configuration } from './platform/config/configuration.ts'
import type { Platform } from './platform/platform.ts'
import { silentTelemetry } from './platform/telemetry/telemetry.ts'
import { modules } from './system.ts'

type Repeated = (target: string, parameters: Parameters) => Promise<{ code: string; verdict: Verdict }>

/**
 * Every check that an outsider can make, by id, as it is run here: with our clock, our network, and the installation known
 * by its address only. `url` without slash at the end.
 */
export function repeatableChecks(url: string): Readonly<Record<string, Repeated>> {
  const catalogue = registry(modules)
  const checks = [...catalogue.claims.values()].filter(({ claim }) => claim.check?.observer.fromOutside)
  return Object.fromEntries(
    checks.map(({ id, claim }): [string, Repeated] => [
      id,
      async (target, parameters) => {
        const platform = outside(url, target, id, parameters)
        const observer = claim.check?.observer
        const found = observer?.targets(platform.configuration(), platform).find((each) => each.id === target)
        if (!observer || !found) return { verdict: 'unknown', code: 'no-such-target' }
        const { findings } = await observe(platform, catalogue, observer, found)
        const finding = findings.find(({ check }) => check.id === id)?.finding
        return { verdict: finding?.verdict ?? 'unknown', code: finding?.code ?? 'not-judged' }
      },
    ]),
  )
}

/** As much of a platform as an outsider has. What is not there throws, and the finding is unknown. */
function outside(url: string, target: string, claim: string, parameters: Parameters): Platform {
  const configuration = configurationFor(target, claim, parameters)
  const missing = () => {
    throw new Error('an outsider has no data of the installation')
  }
  return {
    clock: systemClock,
    environment: readEnvironment(),
    configuration: () => configuration,
    addresses: () => ({ http: url, https: null, public: url }),
    telemetry: silentTelemetry,
    probeHosts: new Set(),
    get database() {
      return missing()
    },
    get keys() {
      return missing()
    },
    get configurationFile() {
      return missing()
    },
  }
}

function configurationFor(target: string, claim: string, parameters: Parameters): Configuration {
  const [, address = '', serverName] = /^(\S+)(?: \(([^)]+)\))?$/.exec(target) ?? []
  const isUrl = /^(https|tls):\/\//.test(address)
  return configurationSchema.parse({
    provider: { name: 'outside', contact: 'https://outside.invalid/' },
    endpoints: isUrl ? [{ url: address, ...(serverName === undefined ? {} : { serverName }) }] : [],
    pages: /^https?:\/\//.test(target) ? [target] : [],
    parameters: { [claim]: parameters },
  })
}
