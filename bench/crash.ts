/** A hundred kill -9 at random moments under a load of changes, on each database; slow. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashRun } from '../test/harness/crash.ts'
import { benchPostgres, show } from './surroundings.ts'

const kills = 100

for (const kind of ['PostgreSQL', 'embedded'] as const) {
  const postgres = kind === 'PostgreSQL' ? await benchPostgres() : null
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-crash-'))
  const report = await crashRun({ kills, dataDir, databaseUrl: postgres?.url ?? null })
  const outcome = `${report.acknowledged} acknowledged, ${report.missing.length} missing, ${report.problems.length} objections of the verifier`
  show(`${kind}: ${kills} kills`, `${outcome}, ${report.logSize} leaves`)
  for (const problem of [...report.missing, ...report.problems].slice(0, 10)) console.log(`    ${problem}`)
  await postgres?.stop()
}
