import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { argon2Parameters, hashPassword, needsRehash, parsePhc, verifyPassword } from './hash.ts'

/** Test vectors that the authors of argon2 publish with the reference implementation (src/test.c, argon2id, version 19). */
const vectors = [
  ['password', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
  ['password', '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  ['password', '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc'],
  ['password', '$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg'],
  [
    'differentpassword',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$C4TWUs9rDEvq7w3+J4umqA32aWKB1+DSiRuBfYxFj94',
  ],
  ['password', '$argon2id$v=19$m=65536,t=2,p=1$ZGlmZnNhbHQ$vfMrBczELrFdWP0ZsfhWsRPaHppYdP3MVEMIVlqoFBw'],
] as const
const [, , small] = vectors
const salt = 'c29tZXNhbHQ'
const tag = 'nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
const phc = (parameters: string, ends = `${salt}$${tag}`) => `$argon2id$v=19$${parameters}$${ends}`

test.each(vectors)('%s fits %s', async (password, stored) => {
  expect(await verifyPassword(password, stored)).toBe(true)
  expect(await verifyPassword(`${password}x`, stored)).toBe(false)
})

describe('a fresh hash', () => {
  test('is of today’s parameters, salted anew, and fits its password alone', async () => {
    const [one, two] = await Promise.all([hashPassword('Grüße, 日本 🎉'), hashPassword('Grüße, 日本 🎉')])
    expect(one).not.toBe(two)
    expect(parsePhc(one)).toMatchObject({ ...argon2Parameters })
    expect([parsePhc(one)?.salt.length, parsePhc(one)?.tag.length]).toEqual([16, 32])
    expect(needsRehash(one)).toBe(false)
    expect(await verifyPassword('Grüße, 日本 🎉', one)).toBe(true)
    expect(await verifyPassword('grüße, 日本 🎉', one)).toBe(false)
  })

  test('is at least what OWASP asks for', () => {
    expect(argon2Parameters.memoryKib).toBeGreaterThanOrEqual(19 * 1024)
    expect(argon2Parameters.passes).toBeGreaterThanOrEqual(2)
  })

  test('takes composed and decomposed letters as one, other differences as different (NFC, not NFKC)', async () => {
    const stored = await hashPassword('Stra\u00dfe \u00fcber \ufb01')
    expect(await verifyPassword('Stra\u00dfe u\u0308ber \ufb01', stored)).toBe(true)
    expect(await verifyPassword('Stra\u00dfe \u00fcber fi', stored)).toBe(false)
    expect(await verifyPassword(' Stra\u00dfe \u00fcber \ufb01', stored)).toBe(false)
  })

  test('takes 256 characters whole, the last one counts', async () => {
    const long = '😀'.repeat(255)
    const stored = await hashPassword(`${long}a`)
    expect(await verifyPassword(`${long}a`, stored)).toBe(true)
    expect(await verifyPassword(`${long}b`, stored)).toBe(false)
  })
})

test.each([
  ['longer than 256 characters', 'x'.repeat(257), 'password-too-long'],
  ['of a megabyte', 'x'.repeat(1e6), 'password-too-long'],
  ['longer than 256 characters in normal form', '\u0958'.repeat(129), 'password-too-long'],
  ['with half a surrogate pair', 'abcdefgh\ud83d', 'password-not-text'],
  ['with a code point that is not assigned', 'abcdefgh\u{e0080}', 'password-not-text'],
])('a password %s is refused alike for known and unknown accounts', async (_, password, reason) => {
  const refusal = { code: 'bad-request', reason }
  await expect(verifyPassword(password, small[1])).rejects.toMatchObject(refusal)
  await expect(verifyPassword(password, null)).rejects.toMatchObject(refusal)
  await expect(hashPassword(password)).rejects.toMatchObject(refusal)
})

/** Processor time, not time on the wall: other work on the machine does not count. */
async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const spent: number[] = []
  for (let run = 0; run < 2; run++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    spent.push((user + system) / 1000)
  }
  return Math.min(...spent)
}

test('an unknown account, and a hash that is not acceptable, cost what a known account costs', async () => {
  const stored = await hashPassword('correct horse')
  const known = await processorMs(() => verifyPassword('wrong', stored))
  for (const other of [null, '', phc('m=4194304,t=3,p=1')]) {
    const unknown = await processorMs(async () => expect(await verifyPassword('wrong', other)).toBe(false))
    expect(unknown).toBeGreaterThan(known / 2)
    expect(unknown).toBeLessThan(known * 2)
  }
})

test('nobody knows the password of the unknown account', async () => {
  expect(await verifyPassword('', null)).toBe(false)
})

describe('a stored string', () => {
  test('is taken apart', () => {
    expect(parsePhc(phc('m=256,t=2,p=2'))).toEqual({
      memoryKib: 256,
      passes: 2,
      parallelism: 2,
      salt: Buffer.from('somesalt'),
      tag: Buffer.from(tag, 'base64'),
    })
  })

  test.each([
    ['4 GiB', phc('m=4194304,t=1,p=1')],
    ['a little too much memory', phc('m=262145,t=1,p=1')],
    ['too many passes', phc('m=65536,t=17,p=1')],
    ['too many passes of little memory', phc('m=8,t=999999999,p=1')],
    ['too many lanes', phc('m=65536,t=1,p=17')],
    ['too little memory for its lanes', phc('m=15,t=1,p=2')],
    ['numbers beyond doubles', phc('m=99999999999999999999,t=1,p=1')],
    ['a leading zero', phc('m=065536,t=2,p=1')],
    ['no passes', phc('m=65536,t=0,p=1')],
    ['a sign', phc('m=+256,t=2,p=1')],
    ['another order', phc('t=2,m=256,p=1')],
    ['a key id', phc('m=256,t=2,p=1,keyid=AAAA')],
    ['another variant', phc('m=256,t=2,p=1').replace('argon2id', 'argon2i')],
    ['another version', phc('m=256,t=2,p=1').replace('19', '16')],
    ['bcrypt', '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
    ['no tag', phc('m=256,t=2,p=1', salt)],
    ['a short salt', phc('m=256,t=2,p=1', `AAAA$${tag}`)],
    ['a short tag', phc('m=256,t=2,p=1', `${salt}$AAAA`)],
    ['a long tag', phc('m=256,t=2,p=1', `${salt}$${'A'.repeat(88)}`)],
    ['padding', phc('m=256,t=2,p=1', `${salt}$${tag}=`)],
    ['stray bits', phc('m=256,t=2,p=1', `${salt}$${tag.slice(0, -1)}5`)],
    ['the URL alphabet', phc('m=256,t=2,p=1', `${salt}$${tag.replace('/', '_')}`)],
    ['a line end', `${phc('m=256,t=2,p=1')}\n`],
    ['a megabyte', phc('m=256,t=2,p=1', `${salt}$${'A'.repeat(1e6)}`)],
    ['nothing', ''],
  ])('with %s is not acceptable, and to be made anew', (_, stored) => {
    expect(parsePhc(stored)).toBeNull()
    expect(needsRehash(stored)).toBe(true)
  })

  test('of any text never throws, and is at most 1 GiB of work', () => {
    const parts = fc.tuple(fc.nat(2 ** 31), fc.nat(2 ** 31), fc.nat(2 ** 31))
    const near = parts.map(([m, t, p]) => phc(`m=${m},t=${t},p=${p}`))
    const smallNear = fc
      .tuple(fc.nat(300_000), fc.nat(20), fc.nat(20))
      .map(([m, t, p]) => phc(`m=${m},t=${t},p=${p}`))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near, smallNear), (stored) => {
        const parsed = parsePhc(stored)
        if (parsed === null) return
        expect(parsed.memoryKib * parsed.passes).toBeLessThanOrEqual(2 ** 20)
        expect(parsed.memoryKib).toBeLessThanOrEqual(2 ** 18)
      }),
      { numRuns: 2000 },
    )
  })

  test('of other parameters, weaker or stronger, is to be made anew', () => {
    const ends = `${Buffer.alloc(16).toString('base64').slice(0, 22)}$${tag}`
    expect(needsRehash(phc('m=65536,t=2,p=1', ends))).toBe(false)
    expect(needsRehash(phc('m=19456,t=2,p=1', ends))).toBe(true)
    expect(needsRehash(phc('m=65536,t=3,p=1', ends))).toBe(true)
    expect(needsRehash(phc('m=65536,t=2,p=2', ends))).toBe(true)
    expect(needsRehash(phc('m=65536,t=2,p=1'))).toBe(true)
  })
})
