import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// The build, because Node runs no .tsx: start.mjs has brought it up to date.
import { openDatabase } from '../../server/dist/platform/database/database.js'
import { migrate } from '../../server/dist/platform/database/migrate.js'
import { healthRoutes } from '../../server/dist/platform/http/health.js'
import { openApi } from '../../server/dist/platform/http/openapi.js'
import { modules } from '../../server/dist/system.js'
import { readTree } from '../boundaries/source-file.ts'
import { generatedDocuments } from './documents.ts'
import { routesOf } from './house-plan.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/generated')
const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-generate-'))
const database = await openDatabase({ dataDir, databaseUrl: null, connectionsMax: 2 })
try {
  await migrate(database, modules)
  const routes = routesOf(modules, healthRoutes)
  const documents = await generatedDocuments(
    { modules, routes, tree: readTree(root) },
    openApi(routes),
    database.reader,
  )
  await mkdir(folder, { recursive: true })
  for (const [name, text] of documents) await writeFile(join(folder, name), text)
  console.log(`docs/generated: ${[...documents.keys()].join(', ')}`)
} finally {
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}
