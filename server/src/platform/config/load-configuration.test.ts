import { expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'
import { configurationTemplate } from './configuration-template.ts'
import { ConfigurationError, parseConfiguration } from './load-configuration.ts'

const head = 'provider:\n  name: Beispiel\n  contact: a@b.example\n'
const parse = (text: string) => parseConfiguration(text, 'nachweis.yaml', () => [])

const problems = (text: string) => {
  try {
    parse(text)
  } catch (error) {
    return (error as ConfigurationError).problems.map(({ line, message }) => `${line}: ${message}`)
  }
  return []
}

it('reads the template that is written at the first start', () => {
  expect(parse(configurationTemplate).provider.name).toBe('Beispiel Telefonie GmbH')
})

it('fills in defaults', () => {
  expect(parse(head).backups).toMatchObject({ everyHours: 24, places: [{ id: 'primary' }, { id: 'second' }] })
})

it.each([
  ['a tab for indentation', 'provider:\n\tname: x\n', /^\d: This is not YAML/],
  ['a key twice', head + 'pages: []\npages: []\n', /^5: This is not YAML/],
  ['a missing name', 'provider:\n  contact: a@b.example\n', /^1: "provider.name" is missing\. Add it\.$/],
  ['an unknown key', head + 'endpoint:\n  - url: https://x.example\n', /^4: Nobody reads "endpoint" here/],
  ['a wrong type', head + 'timeServers: ptbtime1.ptb.de\n', /^4: "timeServers" cannot be used/],
  [
    'a wrong scheme',
    head + 'endpoints:\n  - url: https://a.example\n  - url: ftp://b.example\n',
    /^6: "endpoints.1.url"/,
  ],
  [
    'a team that does not exist',
    head + 'measures:\n  backups:\n    team: nobody\n',
    /^6: There is no team "nobody"/,
  ],
  ['an empty file', '', /^1: "provider" is missing/],
  ['a list at the top', '- a\n', /^1: /],
])('says line and remedy for %s', (_, text, expected) => {
  expect(problems(text)[0]).toMatch(expected)
})

it('refuses an alias bomb and a giant file', () => {
  const bomb =
    'a: &a [x,x,x,x,x,x,x,x,x,x]\n' +
    ['b', 'c', 'd', 'e', 'f', 'g']
      .map(
        (c, i) =>
          `${c}: &${c} [${Array(10)
            .fill('*' + 'abcdef'[i])
            .join(',')}]\n`,
      )
      .join('')
  expect(() => parse(head + bomb)).toThrow()
  expect(problems(head + '#'.repeat(2_000_000))[0]).toMatch(/larger than/)
})

it('places the problems of further rules', () => {
  const rule = () => [{ path: ['parameters', 'backups/retention', 'day'], message: 'no such parameter' }]
  const text = head + 'parameters:\n  backups/retention:\n    day: 3\n'
  expect(() => parseConfiguration(text, 'nachweis.yaml', rule)).toThrow('nachweis.yaml:6: no such parameter')
})

it('names the environment variable that cannot be used', () => {
  expect(() => readEnvironment({ PORT: 'eighty' })).toThrow(/environment variable PORT/)
  expect(() => readEnvironment({ DATABASE_URL: 'mysql://x' })).toThrow(/DATABASE_URL/)
  expect(() => readEnvironment({ TLS_CERT_FILE: 'x' })).toThrow(/belong together/)
  expect(readEnvironment({ PUBLIC_URL: 'https://a.example/' }).publicUrl).toBe('https://a.example')
})

it.each(['https://idp.internal', 'idp.internal/', '::1', 'a b', 'idp.internal:x', '*.internal'])(
  'refuses %s as a private host',
  (entry) => {
    expect(problems(head + `outgoing:\n  privateHosts: ['${entry}']\n`)[0]).toMatch(
      /^5: "outgoing.privateHosts.0"/,
    )
  },
)

it('names private hosts and the files of sign-in with Google and Apple', () => {
  const text =
    head +
    `outgoing: { privateHosts: [idp.example.internal, '127.0.0.1:9123', '[::1]:80'] }\n` +
    'signIn:\n  google: { clientId: a, clientSecretFile: b }\n' +
    '  apple: { clientId: a, teamId: b, keyId: c, privateKeyFile: d, issuer: "http://127.0.0.1:1" }\n'
  const { outgoing, signIn } = parse(text)
  expect(outgoing.privateHosts).toHaveLength(3)
  expect([signIn.google?.clientSecretFile, signIn.apple?.issuer]).toEqual(['b', 'http://127.0.0.1:1'])
  expect(parse(head)).toMatchObject({ outgoing: { privateHosts: [] }, signIn: {} })
})
