import { expect, it } from 'vitest'
import { readEnvironment } from '../../../platform/config/environment.ts'
import { relyingParty } from './relying-party.ts'

const at = (publicUrl: string, host: string) =>
  relyingParty(
    {
      environment: readEnvironment({ PUBLIC_URL: publicUrl }),
      addresses: () => ({
        http: 'http://127.0.0.1:8080',
        https: 'https://127.0.0.1:8443',
        public: publicUrl || 'http://127.0.0.1:8080',
      }),
    },
    host,
  )

it('is the host of the public address, whatever Host a proxy passes on', () => {
  const expected = { id: 'trust.example', origins: ['https://trust.example'] }
  for (const host of ['trust.example', '127.0.0.1:8080', 'localhost:8080', 'evil.example', ''])
    expect(at('https://trust.example/', host)).toEqual(expected)
  expect(at('https://trust.example:8443', '').origins).toEqual(['https://trust.example:8443'])
  expect(at('https://TRUST.example:443/base', '').origins).toEqual(['https://trust.example'])
})

it('is localhost without a public address, or where that is an IP address', () => {
  const expected = { id: 'localhost', origins: ['http://localhost:8080', 'https://localhost:8443'] }
  for (const publicUrl of ['', 'http://192.0.2.1:8080', 'https://[2001:db8::1]'])
    for (const host of ['localhost:8080', 'LOCALHOST', 'localhost:8443'])
      expect(at(publicUrl, host)).toEqual(expected)
})

it.each([
  '127.0.0.1:8080',
  '[::1]:8080',
  '192.0.2.1',
  'evil.example',
  'localhost.evil.example',
  'localhost:x',
  '',
  '\0',
])('says which address to open when asked at %j', (host) => {
  expect(() => at('', host)).toThrow(
    expect.objectContaining({
      reason: 'passkeys-elsewhere',
      words: {
        de: expect.stringContaining('http://localhost:8080'),
        en: expect.stringContaining('http://localhost:8080'),
      },
    }),
  )
})
