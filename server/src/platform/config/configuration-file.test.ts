import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { silentTelemetry } from '../telemetry/telemetry.ts'
import { followConfiguration } from './configuration-file.ts'

const provider = 'provider:\n  name: A\n  contact: a@b.example\n'

it('tries again when what follows from a new file could not be published, as while the database is away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-file-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'nachweis.yaml')
  let calls = 0
  const onChange = async () => {
    calls += 1
    if (calls === 1) throw new Error('the database is away')
  }
  const options = { file, template: provider, rule: () => [], telemetry: silentTelemetry, onChange }
  const configuration = await followConfiguration(options)
  onTestFinished(() => configuration.stop())
  await writeFile(file, provider.replace('name: A', 'name: B'))
  await configuration.reload()
  expect(configuration.problem()).toContain('tried again')
  await expect.poll(() => calls, { timeout: 8_000 }).toBeGreaterThan(1)
  expect([configuration.problem(), configuration.current().provider.name]).toEqual([null, 'B'])
})
