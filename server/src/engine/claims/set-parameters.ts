import { isDeepStrictEqual } from 'node:util'
import { sentence, type Parameter, type Parameters, type Text } from 'nachweis-verify'
import { isMap, type Document } from 'yaml'
import type { Actor } from '../../kernel/actor.ts'
import type { Permission } from '../../kernel/permission.ts'
import { Problem } from '../../kernel/problem.ts'
import { recorded } from '../../kernel/recorded.ts'
import { changeConfiguration, isConfigurationWritable } from '../../platform/config/change-configuration.ts'
import type { Platform } from '../../platform/platform.ts'
import { runCommand } from '../log/index.ts'
import { noSuchClaim } from './no-such-claim.ts'
import { chosenParameters, parameterProblems } from './parameters.ts'
import type { RegisteredClaim, Registry } from './registry.ts'

/** What a claim's parameters are, and what they are when nachweis.yaml says nothing. */
export async function readParameters(platform: Platform, registry: Registry, id: string) {
  const { claim } = registered(registry, id)
  return {
    parameters: inForce(platform, registry, id),
    defaults: claim.parameters,
    writable: await isConfigurationWritable(platform),
  }
}

/** How the sentence would read. Throws a Problem for parameters that cannot be used. */
export function previewParameters(
  platform: Platform,
  registry: Registry,
  id: string,
  parameters: Parameters,
): { text: Text; changes: boolean } {
  const { claim } = checked(registry, id, parameters)
  return {
    text: sentence(claim.text, parameters),
    changes: !isDeepStrictEqual(parameters, inForce(platform, registry, id)),
  }
}

/**
 * Changes what a claim promises: the choice goes into nachweis.yaml, with its comments kept, and into the log with who
 * made it; both or neither. What follows in public (a new version of the claim) is published when the file is taken over.
 */
export async function setParameters(
  platform: Platform,
  registry: Registry,
  command: { readonly permission: Permission; readonly actor: Actor },
  id: string,
  parameters: Parameters,
): Promise<{ text: Text }> {
  const { claim } = checked(registry, id, parameters)
  const before = inForce(platform, registry, id)
  const data = { claim: id, before, after: parameters }
  await changeConfiguration(
    platform,
    (document) => choose(document, id, differing(claim.parameters, parameters)),
    (write) =>
      runCommand(platform, command, async () =>
        recorded([{ type: 'claims.parameters-changed', data, disclosed: false }], {}, write),
      ),
  )
  return { text: sentence(claim.text, parameters) }
}

const inForce = (platform: Platform, registry: Registry, id: string): Parameters =>
  chosenParameters(registered(registry, id).claim.parameters, platform.configuration().parameters[id])

function registered(registry: Registry, id: string): RegisteredClaim {
  const found = registry.claims.get(id)
  if (found) return found
  throw noSuchClaim(id)
}

function checked(registry: Registry, id: string, parameters: Parameters): RegisteredClaim {
  const found = registered(registry, id)
  const [problem] = parameterProblems(registry, { [id]: parameters })
  if (problem) throw new Problem('bad-request', 'parameter-refused', problem.words)
  const missing = Object.keys(found.claim.parameters).find((name) => parameters[name] === undefined)
  if (missing === undefined) return found
  throw new Problem('bad-request', 'parameter-missing', {
    de: `${missing} fehlt.`,
    en: `${missing} is missing.`,
  })
}

/** Only what differs from the default is written: a default that changes later is then followed. */
const differing = (defaults: Parameters, parameters: Parameters): Record<string, Parameter> =>
  Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => !isDeepStrictEqual(value, defaults[name])),
  )

function choose(document: Document, id: string, chosen: Readonly<Record<string, Parameter>>): void {
  const place = ['parameters', id]
  const known = document.getIn(place)
  const names = isMap(known) ? known.items.map(({ key }) => String(key)) : []
  for (const name of names) if (chosen[name] === undefined) document.deleteIn([...place, name])
  for (const [name, value] of Object.entries(chosen))
    document.setIn(
      [...place, name],
      Array.isArray(value) ? document.createNode(value, { flow: true }) : value,
    )
  if (Object.keys(chosen).length > 0) return
  if (isMap(known)) document.deleteIn(place)
  const left = document.get('parameters')
  if (isMap(left) && left.items.length === 0) document.delete('parameters')
}
