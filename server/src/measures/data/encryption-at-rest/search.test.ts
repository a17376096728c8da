import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needlesOf, type Needle } from './needles.ts'
import { searchFor } from './search.ts'

const secret = Buffer.from('3f9c1e7a5b2d4860af13ce97b0d5e2846b7f21')
const other = Buffer.from('00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef', 'hex')
const needles = [...needlesOf('secret', secret), ...needlesOf('key', other)]
const newSearch = searchFor(needles)

function foundIn(bytes: Buffer, cuts: readonly number[] = []): Set<string> {
  const search = newSearch()
  let from = 0
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    search.push(bytes.subarray(from, cut))
    from = cut
  }
  return names([...search.found])
}

const names = (found: readonly Needle[]) => new Set(found.map(({ secret, form }) => `${secret} ${form}`))

test('every form is found amid other bytes, wherever the stream is cut', () => {
  const around = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(
      around,
      around,
      fc.nat(needles.length - 1),
      fc.array(fc.nat(900), { maxLength: 9 }),
      (before, after, which, cuts) => {
        const needle = needles[which] as Needle
        const bytes = Buffer.concat([before, needle.bytes, after])
        expect(
          foundIn(
            bytes,
            cuts.map((cut) => Math.min(cut, bytes.length)),
          ),
        ).toContain(`${needle.secret} ${needle.form}`)
      },
    ),
  )
})

test('it finds exactly what a plain search finds', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.nat(needles.length - 1).map((which) => (needles[which] as Needle).bytes),
    fc
      .tuple(fc.nat(needles.length - 1), fc.nat(60))
      .map(([which, length]) => (needles[which] as Needle).bytes.subarray(0, length)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const bytes = Buffer.concat(pieces)
      expect(foundIn(bytes)).toEqual(names(needles.filter((needle) => bytes.includes(needle.bytes))))
    }),
  )
})

test('base64 is found whatever stands before and after', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 50 }),
      fc.uint8Array({ maxLength: 50 }),
      fc.constantFrom('base64', 'base64url'),
      (before, after, form) => {
        const text = Buffer.concat([before, secret, after]).toString(form)
        expect(foundIn(Buffer.from(text))).toContain('secret base64')
      },
    ),
  )
})

test('a secret with one character changed is not found', () => {
  for (let at = 0; at < secret.length; at++) {
    const changed = Buffer.from(secret)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(foundIn(Buffer.concat([Buffer.alloc(100), changed, Buffer.alloc(100)]))).toEqual(new Set())
  }
})

test('a secret that chance could find is refused', () => {
  expect(() => needlesOf('short', Buffer.alloc(23, 'x'))).toThrow('too short')
})
