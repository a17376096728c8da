import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import { leafEntry, openLeaf } from './leaf.ts'
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts'

const salt = Uint8Array.from({ length: 32 }, (_, at) => at)

test('an entry is the version and the hash of salt and record', () => {
  const expected = createHash('sha256').update(salt).update('{"a":"ä"}').digest('hex')
  expect(toHex(leafEntry('{"a":"ä"}', salt))).toBe(`01${expected}`)
})

test('a leaf opens to its record and salt only', () => {
  const entry = leafEntry('{}', salt)
  openLeaf(entry, '{}', salt)
  const code = (code: string) => expect.objectContaining({ code })
  expect(() => openLeaf(entry, '{ }', salt)).toThrow(code('commitment-mismatch'))
  expect(() => openLeaf(entry, '{}', salt.with(0, 9))).toThrow(code('commitment-mismatch'))
  expect(() => openLeaf(entry.with(0, 2), '{}', salt)).toThrow(code('entry-encoding'))
  expect(() => openLeaf(entry.slice(1), '{}', salt)).toThrow(code('entry-encoding'))
  expect(() => leafEntry('{}', salt.slice(1))).toThrow(code('salt-length'))
})

test('a proof file comes back as it was written', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.array(hash, { maxLength: 53 }),
      fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined }),
      (index, proof, extra) => {
        const value = { index, proof, checkpoint: 'a\n1\nroot\n\n— a b\n', ...(extra && { extra }) }
        expect(parseTlogProof(formatTlogProof(value))).toEqual(value)
      },
    ),
  )
})

test('malformed proof files are refused', () => {
  const good = formatTlogProof({ index: 5, proof: [salt], checkpoint: 'c' })
  expect(good).toBe('c2sp.org/tlog-proof@v1\nindex 5\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\nc')
  for (const broken of [
    good.replace('@v1', '@v2'),
    good.replace('5', '05'),
    good.replace('index 5\n', ''),
    good.replace('\n\n', '\n'),
    good.replace('AAEC', 'AA'),
    good.replace('index 5', 'index 5\nAAAA'),
    good.replace('index', 'extra ?\nindex'),
  ]) {
    expect(() => parseTlogProof(broken), broken).toThrow()
  }
})

test('hex and base64 have one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes)
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    }),
  )
  for (const text of ['AB', 'A', '0g', ' 00']) expect(() => fromHex(text)).toThrow()
  for (const text of ['AAB=', 'AA', 'AA=', ' AA==', 'AA==\n', 'A-_=', '===='])
    expect(() => fromBase64(text), text).toThrow()
})
