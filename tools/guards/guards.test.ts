import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deadPaths } from './document-paths.ts'
import { workplaceWords } from './workplace-words.ts'

const root = join(import.meta.dirname, '../..')
const said = (text: string, path = 'README.md') =>
  deadPaths(root, [{ path, text }]).map(({ line, message }) => `${line} ${message}`)

test('paths that exist, and words that are no paths, pass', () => {
  expect(
    said(
      '`tools/start.mjs`, `server/src/kernel/`, `tools/start.mjs:3`, [t](tools/start.mjs#l3), [w](https://a.example/b)',
    ),
  ).toEqual([])
  expect(said('`/log/tile/<L>`, `a/b`, `measures/<chapter>`, `*.sql`, `application/json`')).toEqual([])
  expect(said('[up](../../tools/start.mjs)', 'docs/decisions/0001-a.md')).toEqual([])
})

test('dead paths and links are found with their line', () => {
  expect(said('a\n`tools/nowhere.ts`')).toEqual(['2 tools/nowhere.ts does not exist'])
  expect(said('[t](tools/nowhere.ts#l3)')).toEqual(['1 tools/nowhere.ts does not exist'])
  expect(said('[t](tools/start.mjs)', 'docs/decisions/0001-a.md')).toEqual([
    '1 tools/start.mjs does not exist',
  ])
  expect(said('`NOWHERE.md`')).toEqual(['1 NOWHERE.md does not exist'])
})

test('other documents are not looked at', () => {
  expect(said('`tools/nowhere.ts`', 'server/src/notes.md')).toEqual([])
})

const words = (text: string) => workplaceWords([{ path: 'a.ts', text }]).map(({ line }) => line)

test('the place where the code was written is found', () => {
  expect(words('a\ncd ' + ['', 'work', 'main'].join('/'))).toEqual([2])
  expect(words(['', 'home', 'anna', 'code'].join('/'))).toEqual([1])
  expect(words('https://' + ['registry', 'example', 'org'].join('.') + '/left-pad')).toEqual([1])
  expect(words('https://www.' + ['npmjs', 'com'].join('.') + '/package/a')).toEqual([1])
  expect(words(['registry', 'https://a.example'].join('='))).toEqual([1])
})

test('innocent words pass', () => {
  expect(words('network/')).toEqual([])
  expect(words("homework/ exercises, /workspace, framework/x, npm js, registry.checks.get('a')")).toEqual([])
})
