import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-lint-'))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { strict: true }, include: ['**/*'] }),
  )
})
afterAll(() => rm(folder, { recursive: true }))

/** The rules that our configuration finds broken in one file, through the real program. */
async function findings(path: string, code: string): Promise<string[]> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), code)
  const words = [
    join(root, 'node_modules/oxlint/bin/oxlint'),
    '-c',
    join(root, '.oxlintrc.json'),
    '-f',
    'json',
    path,
  ]
  // oxlint looks for tsgolint, which knows the types, in PATH.
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` }
  const out = await new Promise<string>((resolve) => {
    execFile(process.execPath, words, { cwd: folder, env }, (_, stdout) => resolve(stdout))
  })
  const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string }[] }
  return diagnostics.map(({ code: rule }) => rule)
}

const lines = (count: number, line: string) => `${line}\n`.repeat(count)

test.each([
  ['eslint(max-lines)', 'export const a = 1\n' + lines(300, ''), 'export const a = 1\n' + lines(298, '')],
  [
    'eslint(max-lines-per-function)',
    `export function long() {\n${lines(60, '  JSON.parse("1")')}}\n`,
    `export function short() {\n${lines(58, '  JSON.parse("1")')}}\n`,
  ],
  ['import(no-default-export)', 'export default 1\n', 'export const one = 1\n'],
  [
    'typescript(no-floating-promises)',
    'export function go() {\n  Promise.resolve(1)\n}\n',
    'export async function go() {\n  await Promise.resolve(1)\n}\n',
  ],
  ['typescript(no-explicit-any)', 'export const a: any = 1\n', 'export const a: unknown = 1\n'],
  [
    'nachweis(comment-length)',
    `${lines(4, '// word')}export const a = 1\n`,
    `${lines(3, '// word')}export const a = 1\n`,
  ],
])('%s is found where it is and only there', async (rule, wrong, right) => {
  expect(await findings('wrong.ts', wrong)).toContain(rule)
  expect(await findings('right.ts', right)).toEqual([])
})
