/**
 * A program that sends events with nachweis-events, to be killed: writes down the name of each event once `send` has
 * resolved, and tells on standard output how many the server has acknowledged.
 */
import { appendFileSync } from 'node:fs'
import { openEvents } from '../../packages/events/src/index.ts'

const [url = '', token = '', spoolDir = '', ledger = '', run = '', count = '0'] = process.argv.slice(2)
const together = 250
const waitingBytesMax = 32 * 1024 * 1024
let acknowledged = 0

const client = await openEvents({
  url,
  token,
  spoolDir,
  retryMsMax: 1_000,
  onAcknowledged(ids) {
    acknowledged += ids.length
    process.stdout.write(`${acknowledged}\n`)
  },
})
const words = 'Anruf angenommen, weitergeleitet an die Warteschlange, nach Wartezeit beendet. '.repeat(3)
for (let from = 0; from < Number(count); from += together) {
  const names = Array.from(
    { length: Math.min(together, Number(count) - from) },
    (_, n) => `${run}-${from + n}`,
  )
  await Promise.all(
    names.map((name) => client.send({ name, actor: `person-${name.length}`, action: 'call.start', words })),
  )
  // As a program does that would rather wait than lose an event: the spool is bounded.
  while (client.waitingBytes() > waitingBytesMax) await new Promise((resolve) => setTimeout(resolve, 20))
  appendFileSync(ledger, `${names.join('\n')}\n`)
}
await client.flush()
await client.close()
