import { expect, it } from 'vitest'
import { parseConfiguration } from './load-configuration.ts'

const head = 'provider:\n  name: Beispiel\n  contact: a@b.example\n'
const parse = (mail: string) => parseConfiguration(`${head}${mail}`, 'nachweis.yaml', () => []).mail
const base = 'mail:\n  from: n@b.example\n  host: smtp.b.example\n'

it('has no mail server unless one is named, and then asks for encryption', () => {
  expect(parse('')).toBeUndefined()
  expect(parse(base)).toMatchObject({ port: 587, security: 'starttls' })
})

it.each([
  ['a password without its user', '  passwordFile: smtp\n', /belong together/],
  ['a user without password', '  username: n\n', /belong together/],
  ['a password in the clear', '  username: n\n  passwordFile: smtp\n  security: none\n', /encrypted only/],
  ['a password in the file itself', '  password: geheim\n', /Nobody reads "password"/],
  ['a port that is none', '  port: 0\n', /mail.port/],
])('refuses %s', (_, more, problem) => {
  expect(() => parse(base + more)).toThrow(problem)
})
