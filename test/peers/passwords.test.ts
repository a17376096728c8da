import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isBreached } from '../../server/src/engine/identity/passwords/breached/breached.ts'
import { hashPassword, parsePhc, verifyPassword } from '../../server/src/engine/identity/passwords/hash.ts'

const passwords = [
  'password',
  'correct horse battery staple',
  'Grüße, 日本 🎉',
  'x'.repeat(100),
  ' \t!"§$%&/()=?',
]

/** Debian's `argon2`: the reference implementation. Its own hash of a password, as a PHC string. */
async function reference(password: string, salt: string, ...options: string[]): Promise<string> {
  const child = spawn('argon2', [salt, '-id', '-e', ...options])
  child.stdin.end(password)
  return (await textOf(child.stdout)).trim()
}

test.each([
  ['ours', ['-k', '65536', '-t', '2', '-p', '1']],
  ['other memory and passes', ['-k', '4096', '-t', '5', '-p', '1', '-l', '24']],
  ['four lanes', ['-k', '8192', '-t', '1', '-p', '4', '-l', '64']],
])('what the reference implementation hashes we verify (%s)', async (_, options) => {
  for (const password of passwords) {
    const phc = await reference(password, `salt of ${options.length} bytes`, ...options)
    expect(parsePhc(phc)).toMatchObject({ salt: Buffer.from(`salt of ${options.length} bytes`) })
    expect(await verifyPassword(password, phc)).toBe(true)
    expect(await verifyPassword(`${password} `, phc)).toBe(false)
  }
})

/** Debian's `python3-argon2` calls the reference library. Prints whether a password fits a PHC string. */
const verifier = `
import sys
from argon2 import PasswordHasher, exceptions
try:
    print(PasswordHasher().verify(sys.argv[1], sys.argv[2]))
except exceptions.VerifyMismatchError:
    print(False)
`

test('what we hash the reference library verifies', async () => {
  const run = promisify(execFile)
  const fits = async (phc: string, password: string) =>
    (await run('/usr/bin/python3', ['-c', verifier, phc, password])).stdout.trim()
  for (const password of passwords) {
    const phc = await hashPassword(password)
    expect(await fits(phc, password)).toBe('True')
    expect(await fits(phc, `${password}x`)).toBe('False')
  }
})

test('every word of cracklib that is long enough is refused', () => {
  const words = readFileSync('/usr/share/dict/cracklib-small', 'utf8')
    .split('\n')
    .filter((word) => word.length >= 8)
  expect(words.length).toBeGreaterThan(30_000)
  expect(words.filter((word) => !isBreached(word))).toEqual([])
})
