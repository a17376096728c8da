import { describe, expect, test } from 'vitest'
import { complete } from './complete.ts'
import { fieldNames } from './fields.ts'
import { parse } from './parse.ts'
import { context } from './testing/arbitrary.ts'

const asked: string[][] = []
const options = {
  fields: fieldNames,
  valuesOf: async (field: string, prefix: string) => {
    asked.push([field, prefix])
    return field === 'actor' ? ['anna', 'Anna Müller', 'bob'] : field === 'body.http.status' ? ['500'] : []
  },
}

/** The query with each suggestion put in, where `|` is the cursor. */
async function after(marked: string, given = options): Promise<string[]> {
  const cursor = marked.indexOf('|')
  const written = marked.replace('|', '')
  const { from, suggestions } = await complete(written, cursor, given)
  return suggestions.map(({ insert }) => written.slice(0, from) + insert + written.slice(cursor))
}

describe('suggestions', () => {
  test.each<[string, string[]]>([
    ['ac|', ['actor:', 'action:']],
    ['akti|', ['action:']],
    ['(-ac|', ['(-actor:', '(-action:']],
    ['x (so| y', ['x (source: y']],
    ['bo|', ['body.']],
    ['a O|', ['a outcome:', 'a OR ', 'a ODER ']],
    ['a NI|', ['a NICHT ']],
    ['a -N|', []],
    ['actor:|', ['actor:anna', 'actor:"Anna Müller"', 'actor:bob']],
    ['akteur:AN|', ['akteur:anna', 'akteur:"Anna Müller"']],
    ['actor:"anna m|', ['actor:"Anna Müller"']],
    ['actor:"x, y",b|', ['actor:"x, y",bob']],
    ['-actor:b| x', ['-actor:bob x']],
    ['outcome:s|', ['outcome:success']],
    ['flag:|', ['flag:time-missing', 'flag:future', 'flag:late', 'flag:unmapped']],
    ['type:tr|', ['type:traffic']],
    ['zweck:b|', ['zweck:billing']],
    ['time:2|', ['time:24h']],
    ['zeit:he|', ['zeit:heute']],
    ['body.http.status:5|', ['body.http.status:500']],
    ['id:1|', []],
    ['actr:a|', []],
    ['"ac|', []],
  ])('%s', async (marked, expected) => {
    expect(await after(marked)).toEqual(expected)
  })

  test('at the beginning are all fields, and explain themselves in both languages', async () => {
    const { suggestions } = await complete('', 0, options)
    expect(suggestions.map(({ insert }) => insert)).toEqual([
      ...fieldNames.map((name) => `${name}:`),
      'body.',
    ])
    for (const { about } of suggestions)
      expect(Object.values(about).every((each) => each.length > 3)).toBe(true)
  })

  test('are of the fields that the person may use', async () => {
    const few = { ...options, fields: ['actor'] as const }
    expect(await after('a|', few)).toEqual(['actor:'])
    expect(await after('customer:|', few)).toEqual([])
  })

  test('ask for values with what is begun, without quotes', async () => {
    asked.length = 0
    await after('session:"a \\"b|')
    await after('body.http."user agent":|')
    await after('body."user agent":c|')
    expect(asked).toEqual([
      ['session', 'a "b'],
      ['body."user agent"', 'c'],
    ])
  })

  test('read without problems when they are values', async () => {
    for (const name of ['actor', 'outcome', 'flag', 'type', 'purpose', 'time'])
      for (const written of await after(`${name}:|`)) expect(parse(written, context).problems).toEqual([])
  })
})
