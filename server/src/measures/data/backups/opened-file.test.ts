import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BackupError } from './failure.ts'
import { countRecipients, openedLines, opensWith } from './opened-file.ts'
import { copyDurably, fileFacts, writeSealed, type FileFacts } from './sealed-file.ts'

const never = new AbortController().signal
const lines = Array.from({ length: 5000 }, (_, i) => `"line ${i} ${'ä'.repeat(i % 70)}"`)
const file = () => join(folder, 'sealed.age')
const other = () => join(folder, 'other.age')
let folder: string
let identities: string[]
let bytes: Buffer
let facts: FileFacts

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-sealed-'))
  identities = [await generateX25519Identity(), await generateX25519Identity()]
  const recipients = await Promise.all(identities.map((identity) => identityToRecipient(identity)))
  facts = await writeSealed(file(), chunks(), recipients, never)
  bytes = await readFile(file())
})
afterAll(() => rm(folder, { recursive: true }))

async function* chunks(fail = false) {
  for (let at = 0; at < lines.length; at += 300)
    yield Buffer.from(lines.slice(at, at + 300).join('\n') + '\n')
  if (fail) throw new Error('the database is gone')
}

async function read(path: string, with_: readonly string[]): Promise<string[] | string> {
  const found: string[] = []
  try {
    for await (const line of openedLines(path, with_)) found.push(line)
    return found
  } catch (error) {
    return error instanceof BackupError ? error.code : `not a BackupError: ${String(error)}`
  }
}

test('each identity alone gives back every line; a stranger gets none', async () => {
  for (const identity of identities) expect(await read(file(), [identity])).toEqual(lines)
  expect(await read(file(), [await generateX25519Identity()])).toBe('wrong-identity')
  expect(await fileFacts(file(), never)).toEqual(facts)
})

test('a flipped bit anywhere is noticed', async () => {
  const places = [
    3,
    30,
    120,
    250,
    400,
    1000,
    Math.floor(bytes.length / 2),
    bytes.length - 17,
    bytes.length - 1,
  ]
  for (const at of places) {
    const altered = Buffer.from(bytes)
    altered[at] = (altered[at] as number) ^ 1
    await writeFile(other(), altered)
    expect(['damaged', 'wrong-identity'], `byte ${at}`).toContain(await read(other(), identities))
  }
})

test('a file that is cut, extended, empty or missing is noticed', async () => {
  for (const length of [0, 1, 100, 300, Math.floor(bytes.length / 2), bytes.length - 16, bytes.length - 1]) {
    await writeFile(other(), bytes.subarray(0, length))
    expect(await read(other(), identities), `${length} bytes`).toBe('damaged')
  }
  await writeFile(other(), Buffer.concat([bytes, Buffer.from('x')]))
  expect(await read(other(), identities)).toBe('damaged')
  expect(await read(join(folder, 'absent.age'), identities)).toBe('file-missing')
})

test('recipients are counted without a key, padding is not one, and a plain file has none', async () => {
  expect(await countRecipients(file())).toBe(2)
  const [head] = bytes.toString('latin1').split('\n--- ')
  await writeFile(
    other(),
    bytes.toString('latin1').replace(head as string, `${head}\n-> abc-grease x\nAAAA`),
    'latin1',
  )
  expect(await countRecipients(other())).toBe(2)
  await writeFile(other(), 'plain text\n-> X25519 a\n-> X25519 b\n--- x')
  expect(await countRecipients(other())).toBe(0)
  expect(await opensWith(other(), identities[0] as string)).toBe(false)
})

test('a file opens with its own identities and not with a stranger', async () => {
  for (const identity of identities) expect(await opensWith(file(), identity)).toBe(true)
  expect(await opensWith(file(), await generateX25519Identity())).toBe(false)
})

test('what fails midway leaves neither a file nor half of one', async () => {
  const recipients = [await identityToRecipient(identities[0] as string)]
  await expect(writeSealed(join(folder, 'half.age'), chunks(true), recipients, never)).rejects.toThrow(
    'the database is gone',
  )
  await expect(
    writeSealed(join(folder, 'half.age'), chunks(), recipients, AbortSignal.abort()),
  ).rejects.toThrow('aborted')
  await expect(writeSealed(join(folder, 'absent', 'half.age'), chunks(), recipients, never)).rejects.toThrow(
    'ENOENT',
  )
  expect(await readdir(folder)).toEqual(['other.age', 'sealed.age'])
})

test('a copy gets its name only when it reads as the original', async () => {
  await rm(other())
  expect(await copyDurably(file(), other(), { ...facts, sha256: '0'.repeat(64) }, never)).toBe(false)
  expect(await readdir(folder)).toEqual(['sealed.age'])
  expect(await copyDurably(file(), other(), facts, never)).toBe(true)
  expect(await readFile(other())).toEqual(bytes)
})
