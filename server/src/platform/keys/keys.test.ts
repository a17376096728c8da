import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openKeys } from './keys.ts'

const folder = () => mkdtemp(join(tmpdir(), 'nachweis-keys-'))

it('opens what it sealed, and nothing that differs in any byte or in context', async () => {
  const keys = await openKeys(await folder())
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (plain, at) => {
      const sealed = keys.seal(plain, 'a')
      expect(Buffer.from(keys.open(sealed, 'a')).equals(plain)).toBe(true)
      expect(() => keys.open(sealed, 'b')).toThrow()
      const altered = Uint8Array.from(sealed)
      altered[at % altered.length]! ^= 1
      expect(() => keys.open(altered, 'a')).toThrow()
    }),
    { numRuns: 100 },
  )
})

it('keeps its key for the owner alone, and opens older keys after a new one became current', async () => {
  const at = await folder()
  const sealed = (await openKeys(at)).seal(Buffer.from('hello'), 'x')
  const path = join(at, 'master-keys.json')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const file = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(
    path,
    JSON.stringify({ current: 2, keys: { ...file.keys, 2: Buffer.alloc(32, 7).toString('base64') } }),
  )
  const renewed = await openKeys(at)
  expect(Buffer.from(renewed.open(sealed, 'x')).toString()).toBe('hello')
  expect(renewed.seal(Buffer.from('x'), 'x')[4]).toBe(2)
})
