import { isIP } from 'node:net'
import type { Actor } from '../../../kernel/actor.ts'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import { publicAddress } from '../../../platform/net/http/public-address.ts'
import type { Platform } from '../../../platform/platform.ts'
import { searchOf } from '../search/endpoints.ts'
import { timeInQuery, urlNotAllowed } from './problems.ts'

/**
 * An address that webhooks may go to, as far as can be told without asking for its name; what it leads to is looked at again
 * at every try. Throws a Problem.
 */
export function requireUrl(platform: Platform, text: string): void {
  const url = URL.parse(text)
  if (!url || url.username !== '' || url.password !== '' || !outgoing(platform).speaks(text))
    throw urlNotAllowed()
  const { hostname } = url
  if (isIP(hostname.replace(/^\[|\]$/g, '')) === 0 || publicAddress(hostname)) return
  const named = [...platform.configuration().outgoing.privateHosts, ...platform.probeHosts]
  const isMeant = url.port === '' ? [hostname, `${hostname}:443`] : [url.host]
  if (!named.some((entry) => isMeant.includes(entry))) throw urlNotAllowed()
}

/** A search for what comes: one that parses, whose events the actor may see, and that names no time. Throws a Problem. */
export async function requireQuery(
  platform: Platform,
  actor: Actor,
  organisation: string,
  q: string,
  everywhere: boolean,
): Promise<void> {
  const { scope } = await searchOf(platform, actor, organisation, { q, everywhere })
  if (scope.from !== null || scope.to !== null) throw timeInQuery()
}
