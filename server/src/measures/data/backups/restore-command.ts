// Recovery: node server/dist/measures/data/backups/restore-command.js <backup> --identity <file.agekey> [--sha256 <hex>]
// restores into the empty database that DATA_DIR or DATABASE_URL names; docs/backups.md leads through it.
import { parseArgs } from 'node:util'
import { readEnvironment } from '../../../platform/config/environment.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { lockFolder } from '../../../platform/database/folder-lock.ts'
import { rowCount } from './format.ts'
import { migrationsOnDisk } from './migrations-on-disk.ts'
import { readIdentity } from './recipients.ts'
import { restoreInto } from './restore.ts'

const usage =
  'Give a backup and the key that opens it: <backup.age> --identity <file.agekey> [--sha256 <hex>]'
const connectionsMax = 2

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { identity: { type: 'string' }, sha256: { type: 'string' } },
  })
  const [file] = positionals
  if (file === undefined || values.identity === undefined) throw new Error(usage)
  const identity = await readIdentity(values.identity)
  if (identity === null) throw new Error(`There is no age identity in ${values.identity}.`)
  const { dataDir, databaseUrl } = readEnvironment()
  const lock = databaseUrl === null ? lockFolder(dataDir) : null
  const database = await openDatabase({ dataDir, databaseUrl, connectionsMax })
  try {
    const sha256 = values.sha256?.toLowerCase() ?? null
    const signal = new AbortController().signal
    const manifest = await restoreInto(database, {
      file,
      identities: [identity],
      sha256,
      modules: await migrationsOnDisk(),
      signal,
    })
    process.stdout.write(
      `Restored the state of ${manifest.takenAt}: ${manifest.tables.length} tables with ${rowCount(manifest)} rows, compared with the backup.\n`,
    )
  } finally {
    await database.close()
    lock?.release()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
