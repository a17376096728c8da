/**
 * Twenty kill -9 of server and PostgreSQL, in turn, while a program sends events with nachweis-events; compared is what its
 * ledger says with what is stored. `events-crash 1000000` is the full bar; 100,000 by default.
 */
import { eventsCrashRun, type Victim } from '../test/harness/events-crash.ts'
import { show } from './surroundings.ts'

const kills = 20
const events = Number(/^\d+$/.exec(process.argv.at(-1) ?? '')?.[0] ?? 100_000)

const victims = Array.from({ length: kills }, (_, turn): Victim => (turn % 2 === 0 ? 'server' : 'database'))
const report = await eventsCrashRun(events, victims)
show(
  `kill -9 of server and of database, ${report.seconds.toFixed(0)} s`,
  `${report.kills.server} and ${report.kills.database}, ${report.late} of them after all was sent`,
)
show('events in the ledger of the client, stored', `${report.ledger}, ${report.stored}`)
show('lost, doubled', `${report.lost.length}, ${report.doubled.length}`)
show('without a leaf, objections of the verifier', `${report.leafless}, ${report.problems.length}`)
for (const each of [...report.lost, ...report.doubled, ...report.problems].slice(0, 10))
  console.log(`    ${each}`)
