import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// npm and the compiler start several times; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const repository = join(import.meta.dirname, '../..')
let root = ''

/** A verifier that does what its first word says. */
const program = `
const [word, value] = process.argv.slice(2)
if (word === 'code') process.exitCode = Number(value)
if (word === 'drain') process.on('SIGTERM', () => process.exit(7))
if (word === 'drain' || word === 'hang') setInterval(() => {}, 1000)
console.log(JSON.stringify({ words: process.argv.slice(2), cwd: process.cwd() }))
`

const compilerOptions = { composite: true, rootDir: 'src', outDir: 'dist', module: 'nodenext', types: [] }
const buildable = JSON.stringify({ compilerOptions, files: ['src/a.ts'] })

beforeAll(async () => {
  root = join(await realpath(await mkdtemp(join(tmpdir(), 'nachweis-start-'))), 'with space')
  await cp(join(repository, 'tools/start'), join(root, 'tools/start'), { recursive: true })
  await cp(join(repository, 'tools/start.mjs'), join(root, 'tools/start.mjs'))
  const record = JSON.stringify({
    lockfileVersion: 3,
    packages: { 'node_modules/typescript': { version: '1.0.0' } },
  })
  await write('package-lock.json', record)
  await write('node_modules/.package-lock.json', record)
  for (const name of ['typescript', '@typescript', 'node']) {
    await symlink(join(repository, 'node_modules', name), join(root, 'node_modules', name))
  }
  await write('packages/proof/src/a.ts', 'export const a = 1\n')
  await write('packages/proof/tsconfig.json', buildable)
  await write('packages/proof/dist/node/main.js', program)
})
afterAll(() => rm(dirname(root), { recursive: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

/** Starts start.mjs; `out` resolves when it wrote something, `end` to its exit code. */
function start(words: string[], cwd: string = tmpdir(), environment: Record<string, string> = {}) {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    npm_config_offline: 'true',
    ...environment,
  }
  const child = spawn(process.execPath, [join(root, 'tools/start.mjs'), ...words], { cwd, env })
  let [out, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const end = once(child, 'close').then(([code]) => ({ code: code as number, out, errors }))
  return { child, end, wrote: () => once(child.stdout, 'data') }
}

test('hands on arguments, folder and exit code, and keeps standard output clean', async () => {
  const { code, out, errors } = await start(['verify', 'code', '3', 'a b'], tmpdir()).end
  expect([code, errors]).toEqual([3, ''])
  expect(JSON.parse(out)).toEqual({ words: ['code', '3', 'a b'], cwd: await realpath(tmpdir()) })
})

test('through npm, file arguments are meant from where the caller stands', async () => {
  const { out } = await start(['verify'], root, { INIT_CWD: '/usr' }).end
  expect(JSON.parse(out)).toMatchObject({ cwd: '/usr' })
})

test('hands on SIGTERM and ends with the code that follows from it', async () => {
  for (const [word, code] of [
    ['drain', 7],
    ['hang', 143],
  ] as const) {
    const { child, end, wrote } = start(['verify', word])
    await wrote()
    child.kill('SIGTERM')
    expect((await end).code, word).toBe(code)
  }
})

test('packages that npm itself records as installed are not installed again', async () => {
  await rm(join(root, 'node_modules/.nachweis-install'), { force: true })
  expect((await start(['verify']).end).errors).toBe('')
  expect(await readFile(join(root, 'node_modules/.nachweis-install'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
})

test('a changed lock leads to npm ci; what npm refuses is said in both languages', async () => {
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8')
  await write('package-lock.json', lock.replace('1.0.0', '1.0.1'))
  const { code, out, errors } = await start(['verify']).end
  await write('package-lock.json', lock)
  expect([code, out]).toEqual([1, ''])
  expect(errors).toContain('npm ci ist gescheitert')
  expect(errors).toContain('npm ci failed')
})

/** A build that says what it was made of, as the console's does. */
const vite = `
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const hash = createHash('sha256').update(readFileSync('src/main.tsx')).digest('hex')
mkdirSync('dist', { recursive: true })
writeFileSync('dist/inputs.json', JSON.stringify({ 'console/src/main.tsx': hash }))
process.exitCode = readFileSync('src/main.tsx', 'utf8').includes('broken') ? 1 : 0
`

test('the console is built when its sources are others than those of the build, and only then', async () => {
  for (const project of ['server', 'cli']) {
    await write(`${project}/src/a.ts`, 'export const a = 1\n')
    await write(`${project}/tsconfig.json`, buildable)
  }
  await write('node_modules/vite/bin/vite.js', vite)
  await write('console/vite.config.ts', '')
  const built = async (source: string) => {
    await write('console/src/main.tsx', source)
    const { code, errors } = await start(['prepare']).end
    return [code, errors.includes('Building the console'), errors.includes('could not be built')]
  }
  expect(await built('one')).toEqual([0, true, false])
  expect(await built('one')).toEqual([0, false, false])
  expect(await built('two')).toEqual([0, true, false])
  expect(await built('broken')).toEqual([1, true, true])
  await rm(join(root, 'console'), { recursive: true })
  expect((await start(['prepare']).end).code).toBe(0)
})

test('an unbuildable tree and a missing program end with one message', async () => {
  await write('packages/proof/tsconfig.json', '{ "files": ["absent.ts"] }')
  const unbuildable = await start(['verify']).end
  await write('packages/proof/tsconfig.json', buildable)
  expect(unbuildable.code).toBe(1)
  expect(unbuildable.errors).toContain('The build failed')
  await rm(join(root, 'packages/proof/dist/node/main.js'))
  const missing = await start(['verify']).end
  await write('packages/proof/dist/node/main.js', program)
  expect([missing.code, missing.errors]).toEqual([1, expect.stringContaining('is missing')])
})
