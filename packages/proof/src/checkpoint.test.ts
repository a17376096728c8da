import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8, type Bytes } from './bytes.ts'
import {
  clockKeyName,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  type LogKeys,
} from './checkpoint.ts'
import { cosign } from './cosignature.ts'
import { ed25519Signer, generateEd25519, verifyEd25519, type Sign } from './ed25519.ts'
import { emptyRoot } from './merkle.ts'
import { formatNote, noteSignaturesMax, parseNote, signNote, verifyNote } from './signed-note.ts'
import {
  formatVerifierKey,
  parseVerifierKey,
  signatureTypes,
  verifierKey,
  type VerifierKey,
} from './verifier-key.ts'

const origin = 'log.example.test/trust'
const time = Date.UTC(2026, 5, 1)
const checkpoint = { origin, size: 7, root: emptyRoot() }
let keys: LogKeys
let sign: { log: Sign; clock: Sign }

async function newKey(
  name: string,
  type: number,
): Promise<{ key: VerifierKey; sign: Sign; publicKey: Bytes }> {
  const { publicKey, privateKey } = await generateEd25519()
  return { key: verifierKey(name, type, publicKey), sign: await ed25519Signer(privateKey), publicKey }
}

beforeAll(async () => {
  const log = await newKey(origin, signatureTypes.ed25519)
  const clock = await newKey(clockKeyName(origin), signatureTypes.cosignatureEd25519)
  keys = { log: log.key, clock: clock.key }
  sign = { log: log.sign, clock: clock.sign }
})

const code = (code: string) => expect.objectContaining({ code })

test('Ed25519 agrees with RFC 8032 section 7.1, test 2', async () => {
  const publicKey = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const signature = fromHex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  expect(await verifyEd25519(publicKey, fromHex('72'), signature)).toBe(true)
  expect(await verifyEd25519(publicKey, fromHex('73'), signature)).toBe(false)
})

describe('verifier keys', () => {
  test('are written and read', () => {
    for (const key of [keys.log, keys.clock]) expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key)
    expect(formatVerifierKey(keys.log)).toMatch(/^log\.example\.test\/trust\+[0-9a-f]{8}\+A/)
  })
  test('no changed character is accepted', () => {
    const line = formatVerifierKey(keys.log)
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (at, character) => {
        fc.pre(line.charCodeAt(at) !== character)
        const changed = line.slice(0, at) + String.fromCharCode(character) + line.slice(at + 1)
        expect(() => parseVerifierKey(changed), changed).toThrow()
      }),
      { numRuns: 500 },
    )
  })
  test('names with spaces, pluses or controls are refused', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u2003b', 'a\nb', 'a\u0007', '\ud800']) {
      expect(() => verifierKey(name, 1, new Uint8Array(32)), JSON.stringify(name)).toThrow(
        code('key-encoding'),
      )
    }
    expect(() => verifierKey('a', 2, new Uint8Array(32))).toThrow(code('key-algorithm-unsupported'))
  })
})

describe('notes', () => {
  test('unknown signatures are ignored, a bad one of a known key refuses', async () => {
    const other = await newKey(origin, signatureTypes.ed25519)
    const text = 'one\n\ntwo\n'
    const good = await signNote(text, keys.log, sign.log)
    const foreign = await signNote(text, other.key, other.sign)
    const bad = { ...good, signature: foreign.signature }
    const read = (...signatures: (typeof good)[]) => parseNote(formatNote({ text, signatures }))
    expect(read(good, foreign).text).toBe(text)
    expect((await verifyNote(read(foreign, good), [keys.log])).length).toBe(1)
    await expect(verifyNote(read(foreign), [keys.log])).rejects.toThrow(code('signature-missing'))
    await expect(verifyNote(read(good, bad), [keys.log])).rejects.toThrow(code('signature-invalid'))
  })
  test('limits and malformed notes', async () => {
    const good = await signNote('a\n', keys.log, sign.log)
    const many = (count: number) =>
      formatNote({ text: 'a\n', signatures: Array.from({ length: count }, () => good) })
    expect(parseNote(many(noteSignaturesMax)).signatures.length).toBe(noteSignaturesMax)
    expect(() => parseNote(many(noteSignaturesMax + 1))).toThrow(code('note-limit'))
    expect(() => parseNote('a'.repeat(300_000))).toThrow(code('note-limit'))
    const note = many(1)
    for (const broken of [
      note.trimEnd(),
      note.replace('\n\n', '\n'),
      `${note}\n`,
      note.replace('—', '-'),
      note.replace('a\n', 'a\t\n'),
      '',
      '\n\n',
      'a\n\n',
    ]) {
      expect(() => parseNote(broken), JSON.stringify(broken)).toThrow(code('note-encoding'))
    }
    expect(() => parseNote(Uint8Array.of(...utf8(note), 0xff))).toThrow(code('utf8-encoding'))
  })
})

describe('checkpoints', () => {
  test('are written and read', () => {
    const extended = { ...checkpoint, extensions: ['x', 'y z'] }
    expect(parseCheckpoint(formatCheckpoint(extended))).toEqual(extended)
    expect(formatCheckpoint(checkpoint)).toBe(`${origin}\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`)
  })
  const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  test.each([
    '',
    '\n',
    `a\n7\n${root}`,
    `\n7\n${root}\n`,
    `a\n07\n${root}\n`,
    `a\n-1\n${root}\n`,
    `a\n7\n\n`,
    `a\n7\n${root}\n\n`,
    `a\n9007199254740993\n${root}\n`,
    'a\n7\nAAAA\n',
  ])('%j is refused', (text) => expect(() => parseCheckpoint(text)).toThrow(code('checkpoint-encoding')))

  test('both signatures verify and the time is the clock’s', async () => {
    const note = await signCheckpoint(checkpoint, keys, sign, time + 999)
    expect(await verifyCheckpoint(note, keys)).toMatchObject({ origin, size: 7, time })
  })

  test('no changed byte is accepted', async () => {
    const note = utf8(await signCheckpoint(checkpoint, keys, sign, time))
    for (let at = 0; at < note.length; at++) {
      const broken = note.slice()
      broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8))
      await expect(verifyCheckpoint(broken, keys), `byte ${at}`).rejects.toThrow()
    }
  })

  test('one signature is not enough, nor another log’s checkpoint', async () => {
    const text = formatCheckpoint(checkpoint)
    const log = await signNote(text, keys.log, sign.log)
    const clock = await cosign(text, keys.clock, sign.clock, 1)
    await expect(verifyCheckpoint(formatNote({ text, signatures: [log] }), keys)).rejects.toThrow(
      code('signature-missing'),
    )
    await expect(verifyCheckpoint(formatNote({ text, signatures: [clock] }), keys)).rejects.toThrow(
      code('signature-missing'),
    )
    const other = await signCheckpoint({ ...checkpoint, origin: 'other.example' }, keys, sign, time)
    await expect(verifyCheckpoint(other, keys)).rejects.toThrow(code('origin-mismatch'))
  })

  test('a key of one type does not sign as the other', async () => {
    await expect(signNote('a\n', keys.clock, sign.clock)).rejects.toThrow(code('key-algorithm-unsupported'))
    await expect(cosign('a\n', keys.log, sign.log, 1)).rejects.toThrow(code('key-algorithm-unsupported'))
    const later = verifierKey('w', signatureTypes.cosignatureMlDsa44, new Uint8Array(1312))
    const note = {
      text: 'a\n',
      signatures: [{ name: 'w', keyId: later.id, signature: new Uint8Array(2428) }],
    }
    await expect(verifyNote(note, [later])).rejects.toThrow(code('key-algorithm-unsupported'))
  })
})

test('a PKCS #8 key signs as its public key', async () => {
  const { publicKey, privateKey } = await generateEd25519()
  const signature = await (await ed25519Signer(privateKey))(utf8('x'))
  expect(await verifyEd25519(publicKey, utf8('x'), Uint8Array.from(signature)), toHex(publicKey)).toBe(true)
  await expect(ed25519Signer(privateKey.slice(1))).rejects.toThrow(code('key-encoding'))
})
