import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, it } from 'vitest'
import { isConsoleFile } from '../../tools/boundaries/house.ts'
import { walk, type AnyNode } from '../../tools/boundaries/walk.ts'

const root = join(import.meta.dirname, '../..')
const spoken = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label'])
/** An example of an address is the same in every language. */
const address = /^\S+[./@]\S*$/
const filesMin = 40

/** Words that stand in a file in one language only: text between tags, and attributes that are read out. */
function bareWords(path: string, source: string): string[] {
  const found: string[] = []
  walk(parseSync(path, source).program, (node) => {
    const attribute = node.type === 'JSXAttribute' && spoken.has(String((node['name'] as AnyNode)['name']))
    const value = attribute ? (node['value'] as AnyNode | null) : node.type === 'JSXText' ? node : null
    if (value === null || (attribute && value.type !== 'Literal')) return
    const words = String(value['value'])
    if (/\p{L}{2}/u.test(words) && !address.test(words)) found.push(words.trim())
  })
  return found
}

const files = ['console/src', 'server/src/engine', 'server/src/measures']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((path) => path.endsWith('.tsx') && isConsoleFile(path))

it('no screen says anything in one language only', () => {
  expect(files.length).toBeGreaterThan(filesMin)
  const found = files.flatMap((path) =>
    bareWords(path, readFileSync(join(root, path), 'utf8')).map(
      (words) => `${relative(root, join(root, path))}: ${words}`,
    ),
  )
  // The two languages call themselves by their own names.
  expect(found.filter((each) => !/: (Deutsch|English)$/.test(each))).toEqual([])
})

it('the test itself can fail: bare text, bare labels, and nothing where words come from `text`', () => {
  const finds = (jsx: string) => bareWords('a.tsx', `const a = ${jsx}`)
  expect(finds('<p>Speichern</p>')).toEqual(['Speichern'])
  expect(finds('<a aria-label="Close">×</a>')).toEqual(['Close'])
  expect(finds('<p className="fine">{t(words.save)} · {n}</p>')).toEqual([])
})
