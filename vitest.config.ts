import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const ignored = ['**/node_modules/**', '**/dist/**']
const databaseTests = '**/*.db.test.{ts,tsx}'
const beside = '{server/src,packages/*/src,cli/src,console/src,tools,bench,test/harness}/**/*.test.{ts,tsx}'
const postgres = './test/harness/global-setup.ts'
// Other programs in real time, on a machine that may be busy: one failure is looked at twice, two are a failure.
const again = 1

/** Our packages by name, from source: a test never meets one file twice, as source and as build. */
function packagesFromSource(): { find: RegExp; replacement: string }[] {
  return readdirSync(join(root, 'packages')).flatMap((folder) => {
    const manifest = join(root, 'packages', folder, 'package.json')
    if (!existsSync(manifest)) return []
    const { name, exports = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
    return Object.entries<{ default?: string }>(exports).flatMap(([entry, { default: built }]) => {
      const source = join(
        root,
        'packages',
        folder,
        (built ?? '').replace('/dist/', '/src/').replace(/\.js$/, ''),
      )
      const file = [`${source}.ts`, `${source}.tsx`].find((path) => existsSync(path))
      const find = new RegExp(`^${join(name, entry)}$`)
      return file === undefined ? [] : [{ find, replacement: file }]
    })
  })
}

export default defineConfig({
  resolve: { alias: packagesFromSource() },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    maxWorkers: 2,
    exclude: ignored,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: [beside], exclude: [...ignored, databaseTests] } },
      {
        extends: true,
        test: { name: 'db', include: [databaseTests], globalSetup: postgres, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'peers',
          include: ['test/peers/**/*.test.ts'],
          globalSetup: postgres,
          testTimeout: 120_000,
          retry: again,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: postgres,
          testTimeout: 120_000,
          retry: again,
        },
      },
    ],
  },
})
