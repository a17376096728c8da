import { expect, it } from 'vitest'
import { examples } from './sources-examples.ts'

const now = Date.UTC(2026, 6, 1, 12)
const codeOf = (id: string, http: string, syslog: { port: number; tls: boolean } | null = null) =>
  examples({ http, syslog }, now).find((each) => each.id === id)?.code ?? ''

it('every example names this installation, and none a place for a token that is not there', () => {
  for (const { id, code } of examples({ http: 'https://trust.example.org', syslog: null }, now)) {
    expect(code, id).toContain('trust.example.org')
    expect(code, id).toMatch(/nwe_…|\$NACHWEIS_TOKEN/)
    expect(code, id).not.toMatch(/undefined|null|NaN|\[object/)
  }
})

it('an example of JSON is JSON, and of this moment', () => {
  const line = codeOf('curl', 'https://trust.example.org/').split('\n').at(-2) ?? ''
  expect(JSON.parse(line)).toMatchObject({ id: '1', time: '2026-07-01T12:00:00.000Z' })
  const data = /-d '(.*)'$/.exec(codeOf('cloudevents', 'https://trust.example.org'))?.[1] ?? ''
  expect(JSON.parse(data)).toMatchObject({ specversion: '1.0', source: '/portal' })
})

it.each([
  ['https://trust.example.org', 'https://trust.example.org:443/elastic', '443', 'On'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/elastic', '8080', 'Off'],
])('senders that want a port get that of %s', (http, elastic, port, tls) => {
  expect(codeOf('filebeat', http)).toContain(`"${elastic}"`)
  expect(codeOf('fluent-bit', http)).toMatch(new RegExp(`Port +${port}\n`))
  expect(codeOf('fluent-bit', http)).toMatch(new RegExp(`tls +${tls}$`))
})

it('syslog follows the listener that nachweis.yaml declares', () => {
  const plain = codeOf('rsyslog', 'https://trust.example.org', { port: 601, tls: false })
  expect(plain).toContain('port="601"')
  expect(plain).not.toContain('StreamDriver')
  expect(codeOf('rsyslog', 'https://trust.example.org')).toContain('StreamDriverMode="1"')
  const ng = codeOf('syslog-ng', 'https://trust.example.org', { port: 601, tls: false })
  expect(ng).toContain('port(601) transport("tcp")')
  expect(ng).not.toContain('tls(')
})
