import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportOf } from '../test/export.ts'
import { toHex } from './bytes.ts'
import {
  formatExportLine,
  parseExportEnd,
  parseExportLine,
  verifyExportEnd,
  verifyExportLine,
} from './export-file.ts'

test('any record survives the line, whatever stands in it', () => {
  const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('base64'))
  const nasty = fc.oneof(
    fc.json(),
    fc.constant('{"x":",\\"salt\\":\\""}'),
    fc.constant('{"salt":"","index":1,"proof":[]}'),
  )
  fc.assert(
    fc.property(nasty, hex, fc.nat(), fc.array(hash, { maxLength: 5 }), (record, salt, index, proof) => {
      const line = { record, salt, index, proof }
      expect(parseExportLine(formatExportLine(line).slice(0, -1))).toEqual(line)
    }),
  )
})

test('every line of an export opens its leaf, and no line with one altered character does', async () => {
  const lines = (await exportOf(300, [299, 256, 40, 0])).trimEnd().split('\n')
  const end = parseExportEnd(lines.pop() as string)
  const head = await verifyExportEnd(end)
  for (const line of lines) {
    expect(() => verifyExportLine(parseExportLine(line), head)).not.toThrow()
    for (let at = 0; at < line.length; at++) {
      const other = line[at] === 'a' ? 'b' : 'a'
      const altered = line.slice(0, at) + other + line.slice(at + 1)
      expect(() => verifyExportLine(parseExportLine(altered), head), altered).toThrow()
    }
  }
})

test('a record with a second spelling is refused, though its leaf commits to it', async () => {
  for (const record of [
    '{"actor":"source:s","at":"t","data":{"event":{"a":1, "b":2},"organisation":"o"},"id":"1.0","type":"events.received"}',
    '{"actor":"source:s","at":"t","data":{"event":{"a":1,"a":2},"organisation":"o"},"id":"1.0","type":"events.received"}',
    '{"actor":"source:s","at":"t","data":{"event":{},"organisation":"o"},"id":"1.0","type":"claims.evidence-recorded"}',
  ]) {
    const [line = '', last = ''] = (await exportOf(1, [0], () => record)).split('\n')
    const head = await verifyExportEnd(parseExportEnd(last))
    expect(() => verifyExportLine(parseExportLine(line), head), record).toThrow()
  }
})
