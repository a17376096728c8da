import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkBoundaries } from './check.ts'

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

const declared = (name: string, dependsOn: string[]) =>
  `export const it = defineModule({ name: '${name}', dependsOn: ${JSON.stringify(dependsOn)}, migrations: null })\n`

const screen = 'server/src/engine/claims/console/claim-screen.tsx'

/** A small house that keeps every rule. */
const house: Record<string, string> = {
  'packages/proof/package.json': '{ "name": "nachweis-verify", "exports": { ".": {}, "./node": {} } }',
  'packages/proof/src/index.ts': "export * from './merkle.ts'\n",
  'packages/proof/src/merkle.ts': 'export const root = 1\n',
  'packages/proof/src/node/index.ts': "import 'node:fs'\nimport '../merkle.ts'\n",
  'server/src/kernel/clock.ts': "import { root } from 'nachweis-verify'\n",
  'server/src/platform/database.ts': "import '../kernel/clock.ts'\n",
  'server/src/engine/log/index.ts': "import './append.ts'\n" + declared('log', []),
  'server/src/engine/log/append.ts': 'sql`insert into log.record values (1)`\n',
  'server/src/engine/log/migrations/0001-log.sql':
    '-- unlike claims.evidence\ncreate table log.record (id int);\n',
  'server/src/engine/claims/index.ts':
    "import { append } from '../log/index.ts'\n" + declared('claims', ['log']),
  'server/src/engine/claims/settle.ts': "const type = 'log.opened'\ndb.selectFrom('claims.evidence as e')\n",
  'server/src/engine/claims/contract.ts': "import '../../kernel/route.ts'\n",
  'server/src/kernel/route.ts': 'export const route = 1\n',
  [screen]: 'export const screen = 1\n',
  'server/src/engine/claims/console/index.ts': "import '@nachweis/console'\nimport '../contract.ts'\n",
  'server/src/console/index.ts': "import '../engine/claims/index.ts'\n" + declared('console', ['claims']),
  'console/src/index.ts': "export * from '../../server/src/kernel/route.ts'\n",
  'console/src/screens.ts': "import '../../server/src/engine/claims/console/index.ts'\nimport 'react'\n",
  'server/src/measures/index.ts': "export * from './data/backups/index.ts'\n",
  'server/src/measures/data/backups/index.ts':
    "import '../../../engine/claims/index.ts'\n" + declared('backups', ['claims']),
  'server/src/trust-page/index.ts': "import '../engine/log/index.ts'\n" + declared('trust-page', ['log']),
  'server/src/system.ts': "import './measures/index.ts'\nimport './engine/log/index.ts'\n",
  'server/src/main.ts': "import './system.ts'\n",
}

/** What is found in the house with some files in other words. */
function findingsWith(changes: Record<string, string>): string[] {
  root = mkdtempSync(join(tmpdir(), 'nachweis-house-'))
  for (const [path, text] of Object.entries({ ...house, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkBoundaries(root, 5).findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`)
}

test('a house in order has no findings; tests beside it are free', () => {
  expect(findingsWith({})).toEqual([])
  const free = ['packages/proof/test/serve.ts', 'packages/proof/src/merkle.test.ts']
  expect(findingsWith(Object.fromEntries(free.map((path) => [path, "import 'node:http'\n"])))).toEqual([])
  expect(findingsWith({ 'packages/events/src/index.ts': "import 'node:fs'\n" })).toEqual([])
})

const claims = 'server/src/engine/claims/settle.ts'
const merkle = 'packages/proof/src/merkle.ts'

test.each<[name: string, path: string, text: string, found: string]>([
  ['kernel on platform', 'server/src/kernel/clock.ts', "import '../platform/database.ts'", 'floors'],
  [
    'kernel on platform, types only',
    'server/src/kernel/clock.ts',
    "import type { A } from '../platform/database.ts'",
    'floors',
  ],
  [
    'platform on engine, loaded late',
    'server/src/platform/database.ts',
    "await import('../engine/log/index.ts')",
    'floors',
  ],
  ['engine re-exports main', claims, "export { a } from '../../main.ts'", 'floors'],
  ['package on server', 'packages/ui/src/index.ts', "import '../../../server/src/kernel/clock.ts'", 'floors'],
  ['beside the door', claims, "import '../log/append.ts'", 'door'],
  ['roof beside the door', 'server/src/system.ts', "import './engine/log/append.ts'", 'door'],
  [
    'not listed',
    'server/src/measures/data/backups/run.ts',
    "import '../../../engine/log/index.ts'",
    'depends-on',
  ],
  [
    'sql file',
    'server/src/engine/claims/migrations/0001-a.sql',
    'alter table log.record add x int;',
    'schema',
  ],
  ['sql template', claims, 'sql`select 1 from log.record`', 'schema'],
  ['typed sql template', claims, 'sql<Row>`select 1 from "log"."record"`', 'schema'],
  ['text that is SQL', claims, "query('delete from log.record')", 'schema'],
  ['text with places', claims, 'query(`update log.record set a = ${a}`)', 'schema'],
  ['Kysely verb', claims, "db.insertInto('log.record')", 'schema'],
  ['Kysely list', claims, "db.selectFrom(['claims.a', 'log.record as r'])", 'schema'],
  ['Kysely schema', claims, "db.withSchema('log')", 'schema'],
  ['table type', claims, "interface Tables { 'log.record': Row }", 'schema'],
  ['tables of the platform', claims, 'sql`select 1 from platform.migration`', 'schema'],
  ['server on a screen', 'server/src/engine/claims/endpoints.ts', "import './console/index.ts'", 'floors'],
  ['platform on the console', 'server/src/platform/database.ts', "import '../console/index.ts'", 'floors'],
  ['screen on the server', screen, "import '../settle.ts'", 'browser-only'],
  ['screen with Node', screen, "import 'node:fs'", 'browser-only'],
  ['shell beside the door', 'console/src/shell.ts', `import '../../${screen}'`, 'door'],
  [
    'contract that reaches the server',
    'server/src/engine/claims/contract.ts',
    "import './settle.ts'",
    'browser-only',
  ],
  ['proof with a package', merkle, "import { z } from 'zod'", 'proof-alone'],
  ['proof with Node', merkle, "import 'node:crypto'", 'proof-alone'],
  ['proof with its Node half', merkle, "import './node/index.ts'", 'proof-alone'],
  [
    'proof with a package in its Node half',
    'packages/proof/src/node/index.ts',
    "import 'undici'",
    'proof-alone',
  ],
  ['client with a package', 'packages/events/src/index.ts', "import 'undici'", 'client-alone'],
  ['client with the verifier', 'packages/events/src/index.ts', "import 'nachweis-verify'", 'client-alone'],
])('finds: %s', (_, path, text, rule) => {
  expect(findingsWith({ [path]: `${text}\n` })).toEqual([`${rule} ${path}:1`])
})

test('finds a circle of modules, by import and by declaration', () => {
  const log = 'server/src/engine/log/index.ts'
  expect(findingsWith({ [log]: declared('log', ['claims']) })).toEqual([
    'cycle server/src/engine/claims/index.ts:1',
  ])
  const imported = findingsWith({ [log]: "import '../claims/index.ts'\n" + declared('log', []) })
  expect(imported).toEqual([`depends-on ${log}:1`, 'cycle server/src/engine/claims/index.ts:1'])
})

test('finds a module under another name, and one that depends on nothing known', () => {
  const path = 'server/src/engine/log/index.ts'
  expect(findingsWith({ [path]: declared('journal', []) })).toEqual([`module-name ${path}:1`])
  expect(findingsWith({ [path]: declared('log', ['mail']) })).toEqual([`depends-on ${path}:1`])
})

test('refuses to pass when it sees next to nothing', () => {
  expect(findingsWith({})).toEqual([])
  expect(() => checkBoundaries(root)).toThrow('nothing was checked')
  expect(() => checkBoundaries(join(root, 'nowhere'))).toThrow('only 0 source files')
})

test('our own house is looked at', () => {
  const { files, modules } = checkBoundaries(join(import.meta.dirname, '../..'))
  expect(files).toBeGreaterThan(100)
  expect(modules).toBeGreaterThan(2)
})
