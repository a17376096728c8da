import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { queryCharactersMax, queryDepthMax, queryTermsMax } from './ast.ts'
import { fieldNames, fields } from './fields.ts'
import { parse } from './parse.ts'
import { context } from './testing/arbitrary.ts'

const page = readFileSync(new URL('../../../../../../docs/search.md', import.meta.url), 'utf8')
const lines = page.split('\n')
const examples = lines.filter((line) => line.startsWith('    ')).map((line) => line.trim())
const rows = lines.filter((line) => line.startsWith('| `')).map((line) => line.split('|'))

describe('the page on searching', () => {
  test('has examples in both languages', () => expect(examples.length).toBeGreaterThan(40))

  test.each(examples)('shows %s', (example) => expect(parse(example, context).problems).toEqual([]))

  test('lists every field with its German name and an example', () => {
    const listed = rows.map(([, name = '', german = '']) => [name, german].map((cell) => cell.trim()))
    expect(listed).toEqual([
      ...fieldNames.map((name) => [`\`${name}\``, `\`${fields[name].german}\``]),
      ['`body.…`', ''],
    ])
    for (const row of rows) expect(parse(row[4]?.trim().slice(1, -1) ?? '(', context).problems).toEqual([])
  })

  test('tells the limits', () => {
    for (const locale of ['en', 'de']) expect(page).toContain(queryCharactersMax.toLocaleString(locale))
    expect(page.match(new RegExp(`${queryTermsMax} (words|Wörter)`, 'g'))).toHaveLength(2)
    expect(page.match(new RegExp(`${queryDepthMax} (parentheses|Klammern)`, 'g'))).toHaveLength(2)
  })
})
