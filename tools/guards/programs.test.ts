import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-guards-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterEach(() => rm(folder, { recursive: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

/** Runs one of the programs that check.sh runs, on a small tree of our own. */
function run(program: string, ...words: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules', program), ...words],
      { cwd: folder },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr })
      },
    )
  })
}

test('format: two double quotes and a semicolon are found', async () => {
  await copyFile(join(root, '.oxfmtrc.json'), join(folder, '.oxfmtrc.json'))
  await write('right.ts', "export const a = 'a'\n")
  expect(await run('oxfmt/bin/oxfmt', '--list-different')).toEqual({ code: 0, output: '' })
  await write('wrong.ts', 'export const a = "a";\n')
  const { code, output } = await run('oxfmt/bin/oxfmt', '--list-different')
  expect([code, output.trim()]).toEqual([1, 'wrong.ts'])
})

test('types: an index that may be undefined is found', async () => {
  await write('package.json', '{ "type": "module" }')
  await write(
    'tsconfig.json',
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: ['*.ts'] }),
  )
  await write('right.ts', "export const first = (list: string[]): string => list[0] ?? ''\n")
  expect(await run('typescript/bin/tsc', '--noEmit')).toEqual({ code: 0, output: '' })
  await write('wrong.ts', 'export const first = (list: string[]): string => list[0]\n')
  const { code, output } = await run('typescript/bin/tsc', '--noEmit')
  expect(code).not.toBe(0)
  expect(output).toContain('wrong.ts(1,')
})

test('dead code: a file and an export that nobody uses are found', async () => {
  await copyFile(join(root, 'knip.json'), join(folder, 'knip.json'))
  await write('package.json', '{ "name": "a", "private": true, "type": "module", "workspaces": ["server"] }')
  await write('server/package.json', '{ "name": "b", "private": true, "type": "module" }')
  await write('server/src/main.ts', "import { used } from './used.ts'\nconsole.log(used)\n")
  await write('server/src/used.ts', 'export const used = 1\n')
  expect((await run('knip/bin/knip.js', '--no-progress', '--no-config-hints')).code).toBe(0)
  await write('server/src/used.ts', 'export const used = 1\nexport const idle = 1\n')
  await write('server/src/stray.ts', 'export const stray = 1\n')
  const { code, output } = await run('knip/bin/knip.js', '--no-progress', '--no-config-hints')
  expect(code).toBe(1)
  expect(output).toMatch(/stray\.ts/)
  expect(output).toMatch(/idle/)
})
