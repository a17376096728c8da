import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { healthRoutes } from '../../server/src/platform/http/health.ts'
import { openApi } from '../../server/src/platform/http/openapi.ts'
import { modules } from '../../server/src/system.ts'
import { describeEachDatabase } from '../../test/harness/databases.ts'
import { readTree } from '../boundaries/source-file.ts'
import { generatedDocuments } from './documents.ts'
import { routesOf } from './house-plan.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/generated')

describeEachDatabase('docs/generated', (open) => {
  test('is what the source says now; if not: npm run generate', async () => {
    const database = await open(modules)
    const routes = routesOf(modules, healthRoutes)
    const documents = await generatedDocuments(
      { modules, routes, tree: readTree(root) },
      openApi(routes),
      database.reader,
    )
    for (const [name, text] of documents) {
      const golden = await readFile(join(folder, name), 'utf8').catch(() => `${name} is missing`)
      expect(text, name).toBe(golden)
    }
    expect((await readdir(folder)).toSorted()).toEqual([...documents.keys()])
  })
})
