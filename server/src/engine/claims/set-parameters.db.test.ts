import { readFile, writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { openShelf } from '../../../../test/harness/shelf.ts'
import type { Parameters } from 'nachweis-verify'
import { previewParameters, readParameters, setParameters } from './set-parameters.ts'

const head =
  '# Kopf\nprovider:\n  # wer\n  name: Test\n  contact: a@b.example # wohin\n\npages: [ https://a.example/ ]\n'
const operator = { permission: 'claims:set-parameters', actor: { kind: 'operator', tokenId: 'key' } } as const

describeEachDatabase('parameters', (open) => {
  let { platform, catalogue } = {} as Awaited<ReturnType<typeof openShelf>>
  const file = () => readFile(platform.configurationFile.path, 'utf8')
  const set = (parameters: Parameters) =>
    setParameters(platform, catalogue, operator, 'shelf/kept', parameters)
  const changes = async () => {
    const { rows } = await sql<{ body: string }>`
      select body from log.record where body like '%parameters-changed%' order by id`.execute(
      platform.database.reader,
    )
    return rows.map(({ body }) => JSON.parse(body) as { data: unknown; actor: unknown })
  }

  beforeEach(async () => {
    ;({ platform, catalogue } = await openShelf(open))
    await writeFile(platform.configurationFile.path, head)
    await platform.configurationFile.reload()
  })

  it('are read with their defaults', async () => {
    expect(await readParameters(platform, catalogue, 'shelf/kept')).toEqual({
      parameters: { days: 30 },
      defaults: { days: 30 },
      writable: true,
    })
  })

  it('show the sentence beforehand, and say whether anything would change', async () => {
    expect(previewParameters(platform, catalogue, 'shelf/kept', { days: 90 })).toEqual({
      text: { de: 'Aufbewahrt für 90 Tage.', en: 'Kept for 90 days.' },
      changes: true,
    })
    expect(previewParameters(platform, catalogue, 'shelf/kept', { days: 30 }).changes).toBe(false)
    expect(await file()).toBe(head)
  })

  it('are written into the file with its comments, taken over, and recorded with who changed them', async () => {
    await set({ days: 90 })
    expect(await file()).toBe(`${head}parameters:\n  shelf/kept:\n    days: 90\n`)
    expect((await readParameters(platform, catalogue, 'shelf/kept')).parameters).toEqual({ days: 90 })
    expect(await changes()).toMatchObject([
      {
        data: { claim: 'shelf/kept', before: { days: 30 }, after: { days: 90 } },
        actor: { kind: 'operator', name: 'key' },
      },
    ])
  })

  it('leave the file when they are the default again', async () => {
    await set({ days: 90 })
    await set({ days: 30 })
    expect(await file()).toBe(head)
    expect(await changes()).toHaveLength(2)
  })

  it.each<[string, Parameters]>([
    ['parameter-refused', { days: 0 }],
    ['parameter-refused', { days: 'many' }],
    ['parameter-refused', { days: 30, weeks: 4 }],
    ['parameter-missing', {}],
  ])('are refused as %s, and neither file nor log change', async (reason, parameters) => {
    await expect(set(parameters)).rejects.toMatchObject({ reason })
    expect([await file(), await changes()]).toEqual([head, []])
  })

  it('need the permission before anything is written', async () => {
    const anonymous = { ...operator, actor: { kind: 'anonymous' } } as const
    const attempt = setParameters(platform, catalogue, anonymous, 'shelf/kept', { days: 90 })
    await expect(attempt).rejects.toMatchObject({ code: 'unauthenticated' })
    expect([await file(), await changes()]).toEqual([head, []])
  })
})
