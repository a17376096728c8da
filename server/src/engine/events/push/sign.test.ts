import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSigningKeys, publicKeyOf, signedHeaders } from './sign.ts'

/** The reference library compares with the clock of the machine. */
const nowS = () => Math.floor(Date.now() / 1000)
const signatures = (header: string) => header.split(' ').map((each) => each.split(',') as [string, string])

test('the reference library of Standard Webhooks verifies what we sign, and nothing that was altered', () => {
  fc.assert(
    fc.property(fc.json(), fc.uuid(), (payload, uuid) => {
      const keys = newSigningKeys()
      const message = { id: `msg_${uuid.replaceAll('-', '')}`, atS: nowS(), payload }
      const headers = signedHeaders(message, [keys])
      const receiver = new Webhook(keys.secret)
      expect(receiver.verify(payload, headers)).toEqual(JSON.parse(payload))
      expect(() => receiver.verify(`${payload} `, headers)).toThrow('No matching signature')
      expect(() => receiver.verify(payload, { ...headers, 'webhook-id': 'msg_other' })).toThrow()
      const later = { ...headers, 'webhook-timestamp': String(message.atS + 1) }
      expect(() => receiver.verify(payload, later)).toThrow()
      expect(() => new Webhook(newSigningKeys().secret).verify(payload, headers)).toThrow()
    }),
    { numRuns: 30 },
  )
})

test('signs as the reference library does, to the byte', () => {
  const keys = newSigningKeys()
  const at = new Date(1_674_087_231_000)
  const payload = '{"type":"contact.created"}'
  const headers = signedHeaders({ id: 'msg_1', atS: 1_674_087_231, payload }, [keys])
  const [first] = headers['webhook-signature'].split(' ')
  expect(first).toBe(new Webhook(keys.secret).sign('msg_1', at, payload))
})

test('v1a is Ed25519 over the same bytes, and whpk_ verifies it', () => {
  const keys = newSigningKeys()
  const payload = '{"ä":1}'
  const headers = signedHeaders({ id: 'msg_1', atS: 17, payload }, [keys])
  const [, [scheme, signature]] = signatures(headers['webhook-signature']) as [never, [string, string]]
  const x = Buffer.from(publicKeyOf(keys).slice('whpk_'.length), 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  expect(scheme).toBe('v1a')
  const isRight = (text: string) =>
    verify(null, Buffer.from(`msg_1.17.${text}`), key, Buffer.from(signature, 'base64'))
  expect([isRight(payload), isRight('{}')]).toEqual([true, false])
})

test('signs with every key in force, so that a receiver with any of them verifies', () => {
  const sets = [newSigningKeys(), newSigningKeys()]
  const headers = signedHeaders({ id: 'msg_1', atS: nowS(), payload: '1' }, sets)
  expect(signatures(headers['webhook-signature']).map(([scheme]) => scheme)).toEqual([
    'v1',
    'v1a',
    'v1',
    'v1a',
  ])
  for (const { secret } of sets) expect(new Webhook(secret).verify('1', headers)).toBe(1)
  expect(sets[0]?.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(sets[0]?.privateKey).toMatch(/^whsk_[A-Za-z0-9+/]{43}=$/)
})
