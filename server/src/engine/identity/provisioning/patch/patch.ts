import { termsOf } from '../filter/filter.ts'
import { parseTargetPath } from '../filter/parse-filter.ts'
import { scimProblem } from '../scim-problem.ts'
import { placeOf, type Shape } from '../shape.ts'
import { patchMultiple } from './patch-multiple.ts'

/** A resource while it is patched: attributes in the letters of its shape. */
export type Resource = Record<string, unknown>

export interface Operation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string | null
  readonly value: unknown
}

const operationsMax = 1000
/** Values that all operations of one request may go through, each as often as its filter has terms: about 1 s of work. */
const valuesMax = 2_000_000

/**
 * Reads the body of a PATCH (RFC 7644, section 3.5.2) as identity providers send it: names of attributes and operations
 * in any case. Throws a SCIM problem.
 */
export function readOperations(body: unknown): Operation[] {
  const list = field(body, 'operations')
  if (!Array.isArray(list) || list.length === 0 || list.length > operationsMax) {
    throw scimProblem('invalidSyntax', `A PATCH has "Operations": a list of 1 to ${operationsMax}.`)
  }
  return list.map((each: unknown) => {
    const op = String(field(each, 'op')).toLowerCase()
    const path = field(each, 'path') ?? null
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      throw scimProblem('invalidSyntax', '"op" of an operation is add, replace or remove.')
    }
    if (path !== null && typeof path !== 'string') throw scimProblem('invalidPath', '"path" is a string.')
    return { op, path: path === '' ? null : path, value: field(each, 'value') }
  })
}

/** A field of an object in whatever case; undefined when it has none. */
export function field(object: unknown, name: string): unknown {
  if (!isObject(object)) return undefined
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1]
}

export const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The resource after the operations, in their order; the given one stays as it is. Throws a SCIM problem. */
export function patch(shape: Shape, resource: Resource, operations: readonly Operation[]): Resource {
  const patched = structuredClone(resource)
  const spend = budget()
  for (const { op, path, value } of operations) {
    if (path !== null) {
      apply(shape, patched, { op, path, value }, spend)
      continue
    }
    if (op === 'remove') throw scimProblem('noTarget', 'An operation "remove" needs a "path".')
    if (!isObject(value)) {
      throw scimProblem('invalidValue', 'An operation without "path" has an object of attributes as "value".')
    }
    // Keys may be whole paths: Entra ID sends { "name.givenName": "…" }.
    for (const [key, each] of Object.entries(value))
      apply(shape, patched, { op, path: key, value: each }, spend)
  }
  return patched
}

type Spend = (values: number) => void

/** Counts what the operations of a request cost: they run one after the other while the organisation is locked. */
function budget(): Spend {
  let [places, values] = [0, 0]
  return (more) => {
    places++
    values += more
    if (places > operationsMax) {
      throw scimProblem('tooMany', `All operations name at most ${operationsMax} attributes. Send fewer.`)
    }
    if (values > valuesMax) {
      throw scimProblem('tooMany', 'These operations go through too many values. Send fewer at a time.')
    }
  }
}

const sizeOf = (value: unknown) => (Array.isArray(value) ? value.length : 1)

function apply(
  shape: Shape,
  resource: Resource,
  { op, path, value }: Operation & { readonly path: string },
  spend: Spend,
): void {
  const target = parseTargetPath(path)
  const place = placeOf(shape, target)
  if (place === null || (target.filter !== null && place.kind !== 'multiple' && place.kind !== 'ignored')) {
    throw scimProblem('invalidPath', `There is no attribute ${path.slice(0, 200)} here.`)
  }
  const isList = place.kind === 'multiple'
  spend(isList ? (sizeOf(resource[place.name]) + sizeOf(value)) * termsOf(target.filter) : 1)
  switch (place.kind) {
    case 'ignored':
      return
    case 'single':
      set(resource, place.name, op, value)
      return
    case 'complex':
      if (place.sub === null) patchComplex(shape, resource, place.name, op, value)
      else set(part(resource, place.name), place.sub, op, value)
      return
    case 'multiple':
      patchMultiple(resource, place.name, { op, filter: target.filter, sub: place.sub, value })
  }
}

function set(object: Resource, name: string, op: Operation['op'], value: unknown): void {
  if (op === 'remove' || value === null || value === undefined) delete object[name]
  else object[name] = value
}

function patchComplex(
  shape: Shape,
  resource: Resource,
  name: string,
  op: Operation['op'],
  value: unknown,
): void {
  if (op === 'remove') {
    delete resource[name]
    return
  }
  if (!isObject(value)) throw scimProblem('invalidValue', `${name} is an object.`)
  // Parts that are not named stay as they are (section 3.5.2.3).
  for (const [key, each] of Object.entries(value)) {
    const place = placeOf(shape, { urn: null, name, sub: key })
    if (place?.kind === 'complex' && place.sub !== null) set(part(resource, name), place.sub, op, each)
  }
}

function part(resource: Resource, name: string): Resource {
  const found = resource[name]
  if (isObject(found)) return found
  const made: Resource = {}
  resource[name] = made
  return made
}
