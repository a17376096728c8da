import fc from 'fast-check'
import { scimPatch } from 'scim-patch'
import { filter as oracleFilter, parse as oracleParse } from 'scim2-parse-filter'
import { describe, expect, it } from 'vitest'
import type { Filter } from '../../server/src/engine/identity/provisioning/filter/filter.ts'
import { matches } from '../../server/src/engine/identity/provisioning/filter/matches.ts'
import { parseFilter } from '../../server/src/engine/identity/provisioning/filter/parse-filter.ts'
import { patch } from '../../server/src/engine/identity/provisioning/patch/patch.ts'
import { groupShape, userShape } from '../../server/src/engine/identity/provisioning/shape.ts'
import { printFilter } from '../harness/print-filter.ts'

// Where both follow the letter of RFC 7644: lower-case values, since the peer compares strings with their case.
const word = fc.constantFrom('work', 'home', 'a@b.example', 'b', 'm')
const attribute = fc.constantFrom('type', 'value', 'display')
const comparison = fc
  .tuple(attribute, fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew'), word)
  .map(([name, operator, value]) => `${name} ${operator} "${value}"`)
const presence = attribute.map((name) => `${name} pr`)
const expression = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    comparison,
    presence,
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map((parts) => parts.join(' ')),
    tie('filter').map((inner) => `(${inner})`),
    tie('filter').map((inner) => `not (${inner})`),
  ),
})).filter
const element = fc.record({ type: word, value: word, display: word })

describe('filters beside scim2-parse-filter', () => {
  it('find the same, with the same precedence', () => {
    fc.assert(
      fc.property(expression, element, (text, each) => {
        fc.pre(text.length <= 2000)
        expect(matches(parseFilter(text), each)).toBe(oracleFilter(oracleParse(text))(each))
      }),
      { numRuns: 2000 },
    )
  })

  it('print what the peer reads the same', () => {
    const reading = (filter: Filter, each: object) => oracleFilter(oracleParse(printFilter(filter)))(each)
    fc.assert(
      fc.property(expression, element, (text, each) => {
        fc.pre(text.length <= 2000)
        const filter = parseFilter(text)
        expect(reading(filter, each)).toBe(matches(filter, each))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('PATCH beside scim-patch', () => {
  const name = fc.constantFrom('Ada', 'Bo', 'Cem')
  const single = fc.record({
    op: fc.constantFrom('add' as const, 'replace' as const),
    path: fc.constantFrom('displayName', 'name.givenName', 'name.familyName', 'emails[type eq "work"].value'),
    value: name,
  })
  const pathless = fc.record({
    op: fc.constantFrom('add' as const, 'replace' as const),
    value: fc.record({ displayName: name, active: fc.boolean() }),
  })
  const removal = fc.record({
    op: fc.constant('remove' as const),
    path: fc.constantFrom('displayName', 'name.familyName'),
  })
  const meta = { resourceType: 'User', created: new Date(0), lastModified: new Date(0), location: 'x' }

  it('changes a user alike', () => {
    const user = () => ({
      userName: 'a@b.example',
      displayName: 'Ada',
      name: { givenName: 'Ada', familyName: 'Alt' },
      active: true,
      emails: [{ value: 'a@b.example', type: 'work', primary: true }],
    })
    fc.assert(
      fc.property(fc.oneof(single, pathless, removal), (operation) => {
        const theirs = scimPatch({ ...user(), schemas: [], meta } as never, [operation as never]) as object
        const { schemas: _, meta: __, ...expected } = theirs as Record<string, unknown>
        const ours = patch(userShape, user(), [{ path: null, value: undefined, ...operation }])
        expect(ours).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('changes members alike', () => {
    const ids = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'), { minLength: 1, maxLength: 3 })
    const values = (list: readonly string[]) => list.map((value) => ({ value }))
    const operation = fc.oneof(
      ids.map((list) => ({ op: 'add' as const, path: 'members', value: values(list) })),
      ids.map((list) => ({ op: 'replace' as const, path: 'members', value: values(list) })),
      fc.constantFrom('1', '2').map((id) => ({ op: 'remove' as const, path: `members[value eq "${id}"]` })),
      fc.constant({ op: 'remove' as const, path: 'members' }),
    )
    const group = () => ({ displayName: 'G', members: values(['1', '2', '3']) })
    fc.assert(
      fc.property(operation, (each) => {
        const theirs = scimPatch({ ...group(), schemas: [], meta } as never, [each as never]) as object
        const ours = patch(groupShape, group(), [{ value: undefined, ...each }])
        const left = (resource: object) =>
          ((resource as { members?: { value: string }[] }).members ?? []).map(({ value }) => value).toSorted()
        expect(left(ours)).toEqual(left(theirs))
      }),
      { numRuns: 300 },
    )
  })
})
