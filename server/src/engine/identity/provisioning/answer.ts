import { createHash } from 'node:crypto'
import { isObject } from './patch/patch.ts'
import { scimProblem } from './scim-problem.ts'

export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** `meta` and what belongs to it; times in ISO 8601. */
export interface Meta {
  readonly resourceType: string
  readonly created?: string
  readonly lastModified?: string
  readonly location: string
}

export interface ScimResource extends Readonly<Record<string, unknown>> {
  readonly schemas: readonly string[]
  readonly id?: string
  readonly meta: Meta
}

/** What of a resource is asked for: names of attributes, small letters, perhaps with a part (`name.givenname`). */
export interface Projection {
  readonly attributes: readonly string[]
  readonly excluded: readonly string[]
}

/** Reads the parameters `attributes` and `excludedAttributes` (RFC 7644, section 3.9). */
export function readProjection(query: {
  readonly attributes?: string | undefined
  readonly excludedAttributes?: string | undefined
}): Projection {
  if (query.attributes !== undefined && query.excludedAttributes !== undefined) {
    throw scimProblem('invalidValue', 'Send attributes or excludedAttributes, not both.')
  }
  return { attributes: names(query.attributes), excluded: names(query.excludedAttributes) }
}

const coreUrn = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/

const names = (list: string | undefined) =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase().replace(coreUrn, ''))
    .filter((name) => name !== '')

/** Whether an attribute is wanted at all: for what costs a query. */
export const wants = ({ attributes, excluded }: Projection, name: string): boolean =>
  !excluded.includes(name) &&
  (attributes.length === 0 || attributes.some((each) => each === name || each.startsWith(`${name}.`)))

/** `id` and `schemas` are always returned. */
export function project(resource: ScimResource, projection: Projection): object {
  const kept = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'id' || name === 'schemas') return [[name, value]]
    const small = name.toLowerCase()
    if (!wants(projection, small)) return []
    if (projection.attributes.includes(small) || !isObject(value)) return [[name, value]]
    const part = (key: string) => `${small}.${key.toLowerCase()}`
    const parts = Object.entries(value).filter(([key]) =>
      projection.attributes.length > 0
        ? projection.attributes.includes(part(key))
        : !projection.excluded.includes(part(key)),
    )
    return [[name, Object.fromEntries(parts)]]
  })
  return Object.fromEntries(kept)
}

/** Adds `meta.version`: a weak entity tag of all that the resource says. */
export function versioned<R extends ScimResource>(resource: R): R {
  const digest = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22)
  return { ...resource, meta: { ...resource.meta, version: `W/"${digest}"` } }
}

/** An answer of SCIM. */
export function scimAnswer(status: number, body: object | null, location?: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (body !== null) headers.set('content-type', 'application/scim+json')
  if (location !== undefined) headers.set('location', location)
  return new Response(body === null ? null : JSON.stringify(body), { status, headers })
}
