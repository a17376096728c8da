import type { AttributePath } from './filter/filter.ts'

/**
 * The attributes of a resource that a client can write, in the letters of RFC 7643. `ignored` are those of the standard
 * that we do not keep: whoever sends them is not refused, as identity providers send all they have.
 */
export interface Shape {
  readonly urn: string
  readonly single: readonly string[]
  readonly complex: Readonly<Record<string, readonly string[]>>
  readonly multiple: Readonly<Record<string, readonly string[]>>
  readonly ignored: readonly string[]
}

export const userShape: Shape = {
  urn: 'urn:ietf:params:scim:schemas:core:2.0:User',
  single: ['userName', 'externalId', 'displayName', 'active'],
  complex: {
    name: ['formatted', 'givenName', 'familyName', 'middleName', 'honorificPrefix', 'honorificSuffix'],
  },
  multiple: { emails: ['value', 'display', 'type', 'primary'] },
  ignored: [
    'id',
    'meta',
    'schemas',
    'groups',
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
    'password',
    'phoneNumbers',
    'ims',
    'photos',
    'addresses',
    'entitlements',
    'roles',
    'x509Certificates',
  ],
}

export const groupShape: Shape = {
  urn: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  single: ['displayName', 'externalId'],
  complex: {},
  multiple: { members: ['value', 'display', 'type', '$ref'] },
  ignored: ['id', 'meta', 'schemas'],
}

export type Place =
  | { readonly kind: 'single'; readonly name: string }
  | { readonly kind: 'complex' | 'multiple'; readonly name: string; readonly sub: string | null }
  | { readonly kind: 'ignored' }

/** Where a path leads in a resource; null when the standard has no such attribute. */
export function placeOf(shape: Shape, { urn, name, sub }: AttributePath): Place | null {
  if (urn !== null && !same(urn, shape.urn)) return { kind: 'ignored' }
  const single = find(shape.single, name)
  if (single !== undefined) return sub === null ? { kind: 'single', name: single } : null
  for (const kind of ['complex', 'multiple'] as const) {
    const found = find(Object.keys(shape[kind]), name)
    if (found === undefined) continue
    const known = sub === null ? null : find(shape[kind][found] ?? [], sub)
    return known === undefined ? null : { kind, name: found, sub: known }
  }
  return find(shape.ignored, name) === undefined ? null : { kind: 'ignored' }
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
const find = (names: readonly string[], name: string) => names.find((each) => same(each, name))
