import { Resolver } from 'node:dns/promises'
import type { Configuration } from '../../config/configuration.ts'

const timeoutMs = 3_000
const triesMax = 2
const recordsMax = 100

/**
 * The TXT records of a name, each joined to one text; an empty list when there are none. Asks the DNS servers of
 * `outgoing.dnsServers`, else those of the system. Throws when no server answers.
 */
export async function resolveTxt(
  platform: { readonly configuration: () => Pick<Configuration, 'outgoing'> },
  name: string,
): Promise<string[]> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: triesMax })
  const { dnsServers } = platform.configuration().outgoing
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  try {
    const records = await resolver.resolveTxt(name)
    return records.slice(0, recordsMax).map((parts) => parts.join(''))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw error
  }
}
