import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeys, type Keys } from '../../../platform/keys/keys.ts'
import { readKeyFiles } from './key-files.ts'
import { tryStoredValue } from './stored-value.ts'

const plain = randomBytes(40)
const context = 'test'
let folder: string
let keys: Keys
let masterKeys: ReadonlyMap<number, Buffer>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-keys-'))
  keys = await openKeys(folder)
  masterKeys = (await readKeyFiles(folder)).masterKeys
})
afterAll(() => rm(folder, { recursive: true }))

const tried = (by: Keys, changes: { stored?: Buffer; again?: Buffer } = {}) =>
  tryStoredValue(
    {
      stored: Buffer.from(by.seal(plain, context)),
      again: Buffer.from(by.seal(plain, context)),
      plain,
      context,
      ...changes,
    },
    by,
    masterKeys,
  )

test('what the system seals opens by the standard alone', () => {
  expect(masterKeys.size).toBe(1)
  expect(tried(keys)).toEqual({ algorithm: 'AES-256-GCM', opens: true, fresh: true, guarded: true })
})

test('no encryption, a nonce used twice and another algorithm are told apart', () => {
  const off: Keys = { current: 1, seal: (value) => value, open: (value) => value }
  expect(tried(off)).toEqual({ algorithm: null, opens: true, fresh: false, guarded: false })
  const once = Buffer.from(keys.seal(plain, context))
  expect(tried(keys, { stored: once, again: once })).toEqual({
    algorithm: 'AES-256-GCM',
    opens: true,
    fresh: false,
    guarded: true,
  })
  expect(tried(keys, { stored: weaker() })).toMatchObject({ algorithm: null, opens: false })
})

test('a value in whose head another key number or version stands is not shown to be sealed', () => {
  for (const at of [0, 4]) {
    const stored = Buffer.from(keys.seal(plain, context))
    stored.writeUInt8(9, at)
    expect(tried(keys, { stored })).toMatchObject({ algorithm: null, opens: false })
  }
})

/** The same layout with a key of half the length. */
function weaker(): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 1])
  const nonce = randomBytes(12)
  const key = (masterKeys.get(1) as Buffer).subarray(0, 16)
  const cipher = createCipheriv('aes-128-gcm', key, nonce).setAAD(Buffer.concat([head, Buffer.from(context)]))
  return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}
