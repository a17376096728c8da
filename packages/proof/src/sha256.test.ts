import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from './bytes.ts'
import { sha256 } from './sha256.ts'

describe('SHA-256 agrees with the examples of FIPS 180', () => {
  const examples: readonly [string, string][] = [
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ]
  test.each(examples)('%#', (text, expected) => {
    expect(toHex(sha256(utf8(text)))).toBe(expected)
  })
})

const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('every length across three blocks agrees with node:crypto', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256)
    expect(toHex(sha256(bytes)), `length ${length}`).toBe(reference(bytes))
  }
})

test('parts hash like their concatenation', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 }), (parts) => {
      expect(toHex(sha256(...parts))).toBe(reference(Buffer.concat(parts)))
    }),
    { numRuns: 500 },
  )
})
