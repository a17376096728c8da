// A process of its own, for the test that kills it while it writes: node back-up.ts <dataDir> <databaseUrl, may be empty>
import { keepBackups } from '../../server/src/measures/data/backups/schedule.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { testPlatform } from './platform.ts'

const [dataDir = '', databaseUrl = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir, databaseUrl: databaseUrl || null, connectionsMax: 2 })
const platform = await testPlatform(database)
const environment = { ...platform.environment, dataDir }
await keepBackups({ ...platform, environment }, new AbortController().signal)
await database.close()
