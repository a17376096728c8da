import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../kernel/problem.ts'
import { groupShape, userShape } from '../shape.ts'
import { patch, readOperations } from './patch.ts'

const before = () => ({
  userName: 'a@b.example',
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'Alt' },
  active: true,
  emails: [{ value: 'a@b.example', type: 'work', primary: true }],
})
const members = (...values: string[]) => values.map((value) => ({ value }))
const onUser = (...operations: unknown[]) =>
  patch(userShape, before(), readOperations({ Operations: operations }))
const onGroup = (...operations: unknown[]) =>
  patch(
    groupShape,
    { displayName: 'G', members: members('1', '2', '3') },
    readOperations({ Operations: operations }),
  )

describe('PATCH', () => {
  it('leaves what it was given as it is', () => {
    const given = before()
    patch(userShape, given, readOperations({ Operations: [{ op: 'remove', path: 'name' }] }))
    expect(given).toEqual(before())
  })

  it.each([
    [{ op: 'Replace', path: 'ACTIVE', value: 'False' }, { active: 'False' }],
    [
      { OP: 'replace', Value: { active: false, DisplayName: 'B' } },
      { active: false, displayName: 'B' },
    ],
    [{ op: 'add', value: { 'name.familyName': 'Neu' } }, { name: { givenName: 'Ada', familyName: 'Neu' } }],
    [
      { op: 'replace', path: 'name', value: { familyName: 'Neu', vorname: 'x' } },
      { name: { givenName: 'Ada', familyName: 'Neu' } },
    ],
    [{ op: 'remove', path: 'name.familyName' }, { name: { givenName: 'Ada' } }],
    [{ op: 'remove', path: 'displayName' }, { displayName: undefined }],
    [{ op: 'replace', path: 'displayName', value: null }, { displayName: undefined }],
    [
      { op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:displayName', value: 'C' },
      { displayName: 'C' },
    ],
    [
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'c@b.example' },
      { emails: [{ value: 'c@b.example', type: 'work', primary: true }] },
    ],
    [
      { op: 'add', path: 'emails[type eq "home"].value', value: 'h@b.example' },
      { emails: [...before().emails, { type: 'home', value: 'h@b.example' }] },
    ],
  ])('does %j', (operation, changes) => {
    expect(onUser(operation)).toEqual({ ...before(), ...changes })
  })

  it('takes what the standard knows and we do not keep, and changes nothing', () => {
    for (const path of [
      'title',
      'addresses[type eq "work"].locality',
      'phoneNumbers[type eq "mobile"].value',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ])
      expect(onUser({ op: 'Add', path, value: 'x' })).toEqual(before())
  })

  it.each([
    [[{ op: 'add', path: 'members', value: members('3', '4') }], ['1', '2', '3', '4']],
    [[{ op: 'Add', path: 'members', value: { $ref: null, value: '4' } }], ['1', '2', '3', '4']],
    [[{ op: 'Remove', path: 'members', value: members('1', '9') }], ['2', '3']],
    [[{ op: 'remove', path: 'members[value eq "2"]' }], ['1', '3']],
    [[{ op: 'remove', path: 'members[not (value eq "2")]' }], ['2']],
    [[{ op: 'remove', path: 'members' }], []],
    [[{ op: 'replace', path: 'members', value: members('7', '7') }], ['7']],
    [[{ op: 'replace', value: { id: 'g', members: ['8'] } }], ['8']],
    [
      [
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: members('5') },
      ],
      ['5'],
    ],
  ])('members: %j', (operations, left) => {
    const { members: after } = onGroup(...operations)
    expect((after as { value: string }[]).map(({ value }) => value)).toEqual(left)
  })

  it.each([
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'move', path: 'active' }, 'invalidSyntax'],
    [{ op: 'add', path: 5 }, 'invalidPath'],
    [{ op: 'add', path: 'nonsense', value: 1 }, 'invalidPath'],
    [{ op: 'add', path: 'active[x pr]', value: 1 }, 'invalidPath'],
    [{ op: 'add', path: 'active.x', value: 1 }, 'invalidPath'],
    [{ op: 'add', path: 'name[', value: 1 }, 'invalidPath'],
    [{ op: 'add', value: 'text' }, 'invalidValue'],
    [{ op: 'add', value: ['text'] }, 'invalidValue'],
    [{ op: 'replace', path: 'name', value: 'Ada' }, 'invalidValue'],
    [{ op: 'add', path: 'emails', value: 5 }, 'invalidValue'],
    [{ op: 'replace', path: 'emails[type eq "home"]', value: { value: 'x' } }, 'noTarget'],
    [{ op: 'replace', path: 'emails[type sw "home"].value', value: 'x' }, 'noTarget'],
    [{ op: 'add', value: { __proto__: null, 'constructor.prototype': 1 } }, 'invalidPath'],
  ])('refuses %j as %s', (operation, type) => {
    expect(() => onUser(operation)).toThrow(expect.objectContaining({ reason: `scim-${type}` }))
  })

  it.each([
    [{}],
    [[]],
    ['text'],
    [null],
    [{ Operations: [] }],
    [{ Operations: 'x' }],
    [{ Operations: [null] }],
  ])('refuses the body %j', (body) => {
    expect(() => readOperations(body)).toThrow(expect.objectContaining({ reason: 'scim-invalidSyntax' }))
  })

  describe('bounds what one request costs', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => String(n))
    const onMany = (...operations: unknown[]) =>
      patch(
        groupShape,
        { displayName: 'G', members: members(...many) },
        readOperations({ Operations: operations }),
      )
    const removals = (n: number, filter: (at: number) => string) =>
      Array.from({ length: n }, (_, at) => ({ op: 'remove', path: `members[${filter(at)}]` }))
    const tooMany = expect.objectContaining({ reason: 'scim-tooMany', status: 400 })

    it('lets fifty operations go through 20,000 members', () => {
      const { members: left } = onMany(...removals(50, (at) => `value eq "${at}"`))
      expect(left).toHaveLength(20_000 - 50)
    })
    it('refuses hundreds, and fewer when their filters compare more', () => {
      expect(() => onMany(...removals(200, (at) => `value eq "${at}"`))).toThrow(tooMany)
      const filter = () => Array.from({ length: 10 }, () => 'value eq "x"').join(' or ')
      expect(() => onMany(...removals(20, filter))).toThrow(tooMany)
    })
    it('counts what has no path by its keys', () => {
      const spelled = (n: number) =>
        Array.from('displayname', (letter, at) => ((n >> at) & 1 ? letter.toUpperCase() : letter)).join('')
      const named = (n: number) =>
        Object.fromEntries(Array.from({ length: n }, (_, at) => [spelled(at), 'N']))
      expect(onMany({ op: 'add', value: named(1000) })).toMatchObject({ displayName: 'N' })
      expect(() => onMany({ op: 'add', value: named(1001) })).toThrow(tooMany)
    })
    it('refuses a value of very many parts', () => {
      const value = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`p${at}`, at]))
      expect(() => onGroup({ op: 'add', path: 'members', value })).toThrow(tooMany)
    })
  })

  it('never fails but in the words of SCIM, and spoils no prototype', () => {
    const path = fc.oneof(
      fc.constantFrom(
        'name',
        'emails',
        'emails[type eq "work"]',
        'members',
        '__proto__',
        'constructor',
        'active',
      ),
      fc.string(),
    )
    const operation = fc.record({
      op: fc.constantFrom('add', 'remove', 'replace', 'Add'),
      path: fc.option(path),
      value: fc.jsonValue(),
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4 }), (Operations) => {
        try {
          patch(userShape, before(), readOperations({ Operations }))
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          expect((error as Problem).reason).toMatch(/^scim-/)
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})
