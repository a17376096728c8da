import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportOf } from '../../test/export.ts'
import { makeKeys, type Keys } from '../../test/installation.ts'
import { canonicalJson } from '../canonical-json.ts'
import { parseExportEnd } from '../export-file.ts'
import type { Memory } from '../verify/report.ts'
import { runCli } from './run-cli.ts'
import { storeMemory } from './memory-file.ts'

let folder: string
let file: string
let keys: Keys
let honest: string
let key: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nachweis-export-'))
  file = join(folder, 'export.jsonl')
  keys = await makeKeys('trust.example.test/log/events')
  honest = await exportOf(1_000, [999, 700, 699, 256, 255, 3, 0], undefined, keys)
  key = parseExportEnd(honest.trimEnd().split('\n').at(-1) as string).key
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(content: string, ...more: string[]) {
  writeFileSync(file, content)
  const printed = { out: '', err: '' }
  const code = await runCli([file, '--lang', 'en', ...more], {
    language: 'en',
    memoryFolder: join(folder, 'memory'),
    now: () => 0,
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    repeatable: {},
  })
  return { code, ...printed }
}
const lines = () => honest.trimEnd().split('\n')
const joined = (changed: readonly string[]) => `${changed.join('\n')}\n`

test('an honest export agrees, and it is said who vouches for the key', async () => {
  const first = await run(honest)
  expect([first.code, first.err]).toEqual([0, ''])
  expect(first.out).toContain('Events: 7, proved in the tree trust.example.test/log/events of 1000 leaves')
  expect(first.out).toContain('taken on trust')
  expect((await run(honest, '--key', key)).out).toContain('as you named it')
  const german = await run(honest, '--lang', 'de')
  expect(german.out).toContain('Alle Ereignisse stimmen überein.')
  expect(JSON.parse((await run(honest, '--json')).out)).toMatchObject({ agrees: true, events: 7 })
  expect((await run(await exportOf(5, [], undefined, keys))).code).toBe(0)
})

test.each<[string, (all: string[]) => string[], string]>([
  [
    'an altered word',
    (all) => all.with(2, all[2]!.replace('änna', 'anna')),
    'Line 3: the event does not lead',
  ],
  [
    'an altered salt',
    (all) => all.with(0, all[0]!.replace(/"salt":"../, '"salt":"00')),
    'Line 1: the event does not lead',
  ],
  [
    'a proof of another leaf',
    (all) => all.with(5, all[5]!.replace('"index":3', '"index":2')),
    'Line 6: the event does not',
  ],
  ['a line that is none', (all) => all.with(1, '{}'), 'Line 2: the line cannot be read [line-invalid]'],
  ['a line left out', (all) => all.toSpliced(4, 1), 'the number of events differs [count-differs]'],
  ['a line twice', (all) => all.toSpliced(3, 0, all[3]!), 'Line 5: the event stands twice or out of order'],
  [
    'lines swapped',
    (all) => all.with(0, all[1]!).with(1, all[0]!),
    'Line 2: the event stands twice or out of order',
  ],
  ['the end cut off', (all) => all.slice(0, -1), 'the file is cut off [cut-off]'],
  ['an end that says more', (all) => all.with(7, all[7]!.replace('}', ',"event":{}}')), '[cut-off]'],
  ['another count', (all) => all.with(7, all[7]!.replace('"count":7', '"count":6')), '[count-differs]'],
  ['another time of signing', (all) => all.with(7, all[7]!.replace(/AAAA/, 'AAAB')), '[checkpoint-invalid]'],
])('%s is named', async (_, change, expected) => {
  const { code, out } = await run(joined(change(lines())))
  expect([code, out]).toEqual([1, expect.stringContaining(expected)])
})

test('a file cut at any byte does not agree', async () => {
  for (let length = 0; length < honest.length; length += 37)
    expect((await run(honest.slice(0, length))).code, `${length}`).toBe(1)
})

test('another key than the one named, or remembered of the installation, is refused', async () => {
  const other = await exportOf(10, [3])
  expect(await run(other, '--key', key)).toMatchObject({
    code: 1,
    out: expect.stringContaining('[key-changed]'),
  })
  const { clockKey } = parseExportEnd(lines().at(-1) as string)
  const tree = { size: 0, root: '', key, clockKey }
  const memory: Memory = {
    ...tree,
    origin: 'trust.example.test/log',
    events: { ...tree, origin: 'trust.example.test/log/events', notedUntil: 0 },
  }
  await storeMemory(join(folder, 'memory'), null, memory)
  expect((await run(honest)).out).toContain('the same as last time')
  expect(await run(other)).toMatchObject({ code: 1, out: expect.stringContaining('[key-changed]') })
})

test('a line without end is not read into memory', async () => {
  const endless = `${'x'.repeat(2 * 1024 * 1024)}\n${honest}`
  expect(await run(endless)).toMatchObject({ code: 2, err: expect.stringContaining('longer than') })
})

describe('as CSV', () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  /** The honest export as a table, as the server writes it, with a cell that breaks a line. */
  const table = () => {
    const rows = lines().map((line) => {
      const { record } = JSON.parse(line) as {
        record?: { id: string; at: string; data: { organisation: string; event: object } }
      }
      const cells = record
        ? [record.id, 'a\nb "c", d', record.at, record.data.organisation, canonicalJson(record.data.event)]
        : Array<string>(5).fill('')
      return [...cells, line].map((cell) => (cell === '' ? '' : quoted(cell))).join(',')
    })
    return ['\ufeffid,actor,received_at,organisation,event,proof', ...rows, ''].join('\r\n')
  }

  test('agrees, also when a spreadsheet wrote other line ends and quotes', async () => {
    expect(await run(table())).toMatchObject({ code: 0, out: expect.stringContaining('Events: 7, proved') })
    expect(await run(table().replaceAll('\r\n', '\n').replace('\ufeff', ''))).toMatchObject({ code: 0 })
  })

  test.each<[string, (text: string) => string, string]>([
    [
      'an altered cell',
      (text) => text.replace('""änna 700""}"', '""anna 700""}"'),
      'Line 4: the cell says otherwise',
    ],
    ['an altered id', (text) => text.replace('"7.699"', '"7.698"'), 'id is not what the record says'],
    ['an altered proof', (text) => text.replace('""salt"":""', '""salt"":""0'), '[line-invalid]'],
    ['a row left out', (text) => text.split('\r\n').toSpliced(3, 1).join('\r\n'), '[count-differs]'],
    ['an open quote', (text) => text.replace('"7.699"', '"7.699'), '[line-invalid]'],
    ['the end cut off', (text) => text.slice(0, -3), '[cut-off]'],
    [
      'an event beside the head, which nothing proves',
      (text) => text.replace('\r\n,,,,,"{""checkpoint', '\r\n7.1,eve,,,login,"{""checkpoint'),
      'Line 16: the cell says otherwise than the proof',
    ],
    [
      'a second column with the name of one that is proved',
      (text) => text.replace('id,actor', 'id,event'),
      'there is not one column event',
    ],
    [
      'a cell without a column',
      (text) => text.replace('"7.699",', '"7.699","login",'),
      'a row has not one cell for each column',
    ],
    ['no CSV at all', () => 'a"b\r\n"\r\n', '[cut-off]'],
  ])('%s is named', async (_, change, expected) => {
    const { code, out } = await run(change(table()))
    expect([code, out]).toEqual([1, expect.stringContaining(expected)])
  })

  test('cut at any byte it does not agree', async () => {
    const text = table()
    for (let length = 0; length < text.trimEnd().length; length += 37)
      expect((await run(text.slice(0, length))).code, `${length}`).toBe(1)
  })
})
