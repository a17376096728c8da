import { expect, test } from 'vitest'
import { judgePasswords } from './passwords.ts'

const good = { head: '$argon2id$v=19$m=65536,t=2,p=1$', characters: 66, count: 3 }
const algorithm = { algorithm: 'Argon2id' }
const verdict = (...forms: (typeof good)[]) => judgePasswords({ forms }, algorithm)

test('all hashed well', () => {
  expect(verdict(good)).toMatchObject({
    verdict: 'holds',
    population: { checked: 3, total: 3 },
    observed: { en: '3 of 3 stored passwords are Argon2id hashes (m=65536,t=2,p=1).' },
  })
})

test('nothing stored says nothing', () => expect(verdict()).toMatchObject({ verdict: 'unknown' }))

test.each([
  ['plain text', ''],
  ['another algorithm', '$scrypt$v=19$m=65536,t=2,p=1$'],
  ['argon2i', '$argon2i$v=19$m=65536,t=2,p=1$'],
  ['too little memory', '$argon2id$v=19$m=19455,t=2,p=1$'],
  ['too few passes', '$argon2id$v=19$m=65536,t=1,p=1$'],
])('one with %s fails', (_, head) => {
  expect(verdict(good, { ...good, head, count: 1 })).toMatchObject({
    verdict: 'fails',
    population: { checked: 3, total: 4 },
  })
})

test('a hash that was cut short fails', () => {
  expect(verdict({ ...good, characters: 40 })).toMatchObject({ verdict: 'fails' })
})
