import { expect, test } from 'vitest'
import { configurationSchema } from '../../../platform/config/configuration.ts'
import { tlsTargets } from './observer.ts'

const configuration = (endpoints: readonly { url: string; serverName?: string }[]) =>
  configurationSchema.parse({ provider: { name: 'Test', contact: 'security@example.de' }, endpoints })
const addresses = (https: string | null, everybody = 'http://127.0.0.1:8080') => ({
  http: 'http://127.0.0.1:8080',
  https,
  public: everybody,
})

test('without listener and endpoints there is nothing to look at', () => {
  expect(tlsTargets(configuration([]), addresses(null))).toEqual([])
})

test('our own listener is asked for its public name', () => {
  const found = tlsTargets(configuration([]), addresses('https://127.0.0.1:8443', 'https://trust.example.de'))
  expect(found).toEqual([
    {
      id: 'https://127.0.0.1:8443 (trust.example.de)',
      host: '127.0.0.1',
      port: 8443,
      serverName: 'trust.example.de',
    },
  ])
  expect(tlsTargets(configuration([]), addresses('https://127.0.0.1:8443'))).toMatchObject([
    { id: 'https://127.0.0.1:8443', serverName: '127.0.0.1' },
  ])
})

test('endpoints give host, port and name; each is looked at once', () => {
  const endpoints = [
    { url: 'https://www.example.de/path' },
    { url: 'https://www.example.de/' },
    { url: 'tls://mail.example.de:993' },
    { url: 'https://[2001:db8::1]:8443', serverName: 'www.example.de' },
  ]
  expect(tlsTargets(configuration(endpoints), addresses(null))).toEqual([
    { id: 'https://www.example.de', host: 'www.example.de', port: 443, serverName: 'www.example.de' },
    { id: 'tls://mail.example.de:993', host: 'mail.example.de', port: 993, serverName: 'mail.example.de' },
    {
      id: 'https://[2001:db8::1]:8443 (www.example.de)',
      host: '2001:db8::1',
      port: 8443,
      serverName: 'www.example.de',
    },
  ])
})
