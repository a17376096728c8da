import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { claimsOf, get, until, verify, withoutBrowser } from '../harness/operate.ts'
import { startServer } from '../harness/server.ts'

const takenOverMs = 12_000
const claim = 'encryption-in-transit/certificate'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const provider = 'provider:\n  name: Prüf Telefonie GmbH\n  contact: sicherheit@example.de\n'
const withDays = (days: number) => `${provider}parameters:\n  ${claim}: { days: ${days} }\n`

async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-configuration-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a changed file changes sentence and version within seconds; a broken one leaves all as it was and names line and remedy', async () => {
  const dataDir = await scratchFolder()
  const server = await startServer({ environment: withoutBrowser, dataDir, configuration: withDays(14) })
  cleanups.push(() => server.kill9())
  const file = join(dataDir, 'nachweis.yaml')
  const certificate = async () => (await claimsOf(server)).find(({ id }) => id === claim)
  const page = async () => (await get(server, '/de/'))?.text.replaceAll(/<[^>]*>/g, '') ?? ''
  const warnings = async () => (await get(server, '/readyz'))?.text ?? ''
  const before = await certificate()
  expect(before?.text.de).toContain('14 Tage')

  // As editors do it: a new file takes the place of the old one.
  await writeFile(`${file}.new`, withDays(21))
  await rename(`${file}.new`, file)
  await until(
    'the sentence says 21 days',
    async () => (await certificate())?.text.de.includes('21 Tage') === true,
    takenOverMs,
  )
  expect((await certificate())?.version).toBe((before?.version as number) + 1)
  await until('the page says 21 days', async () => (await page()).includes('21 Tage'), takenOverMs)

  const broken: readonly [text: string, line: number, remedy: string][] = [
    [`${withDays(30)}endpoint:\n  - url: https://www.example.de/\n`, 6, 'Remove it, or correct its spelling'],
    [`${provider}parameters:\n  ${claim}: { days: [`, 5, 'not YAML'],
    [`${provider}parameters:\n  ${claim}: { days: soon }\n`, 5, 'number'],
    [`${provider}measures:\n  backups: { team: nobody }\n`, 5, 'Add it under teams'],
    ['provider:\n  contact: sicherheit@example.de\n', 1, '"provider.name" is missing. Add it'],
  ]
  for (const [text, line, remedy] of broken) {
    await writeFile(file, text)
    process.kill(server.pid, 'SIGHUP')
    const quoted = JSON.stringify(remedy).slice(1, -1)
    await until(`"${remedy}" is told`, async () => (await warnings()).includes(quoted), takenOverMs)
    expect([await warnings(), (await get(server, '/readyz'))?.status]).toEqual([
      expect.stringContaining(`nachweis.yaml:${line}:`),
      200,
    ])
    expect((await certificate())?.text.de).toContain('21 Tage')
  }
  await rm(file)
  await until(
    'the missing file is told',
    async () => (await warnings()).includes('ENOENT') || (await warnings()).includes('missing'),
    takenOverMs,
  )
  expect((await certificate())?.text.de).toContain('21 Tage')

  await writeFile(file, withDays(28))
  await until(
    'the sentence says 28 days',
    async () => (await certificate())?.text.de.includes('28 Tage') === true,
    takenOverMs,
  )
  expect(JSON.parse(await warnings())).toEqual({ status: 'ready', warnings: [] })
  expect((await verify(server, null)).problems).toEqual([])
  expect(await server.stop()).toBe(0)
}, 120_000)

test('a start with a broken file ends at once with line and remedy', async () => {
  const dataDir = await scratchFolder()
  const started = startServer({
    environment: withoutBrowser,
    dataDir,
    configuration: `${provider}timeserver: [ptbtime1.ptb.de]\n`,
  })
  await expect(started).rejects.toThrow(
    /ended with 1[^]*nachweis\.yaml:4: Nobody reads "timeserver" here\. Remove it, or correct its spelling/,
  )
  const again = await startServer({ environment: withoutBrowser, dataDir, configuration: provider })
  expect(await again.stop()).toBe(0)
}, 60_000)
