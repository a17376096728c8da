import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import {
  reasonOf,
  samlConnectionTo,
  samlStoreInMemory,
} from '../../../../../../test/harness/saml-connection.ts'
import { signingKey } from '../../../../../../test/harness/signing-key.ts'
import { beginSaml } from './begin.ts'

const minute = 60_000
const now = Date.parse('2026-05-04T03:02:01Z')
const { certificate } = signingKey('idp')

const requestIn = (redirectUrl: string) =>
  inflateRawSync(Buffer.from(new URL(redirectUrl).searchParams.get('SAMLRequest') ?? '', 'base64')).toString()

test('a request goes to the provider, and is remembered for a quarter of an hour', async () => {
  const store = samlStoreInMemory(() => now)
  const connection = samlConnectionTo([certificate], { idp: { ssoUrl: 'https://idp.example/sso?tenant=a' } })
  const { redirectUrl, requestId } = await beginSaml(connection, store, { relayState: 'a&b', now })
  const url = new URL(redirectUrl)
  expect(url.origin + url.pathname).toBe('https://idp.example/sso')
  expect([url.searchParams.get('tenant'), url.searchParams.get('RelayState')]).toEqual(['a', 'a&b'])
  const request = requestIn(redirectUrl)
  for (const part of [
    `ID="${requestId}"`,
    `AssertionConsumerServiceURL="${connection.acsUrl}"`,
    `>${connection.entityId}</saml:Issuer>`,
  ])
    expect(request).toContain(part)
  expect(request).not.toMatch(/ForceAuthn|RequestedAuthnContext|Format=/)
  expect([...store.requests]).toEqual([[`${connection.id} ${requestId}`, now + 15 * minute]])
})

test('asks for a fresh authentication where it is wanted', async () => {
  const options = { forceAuthn: true, now }
  const { redirectUrl } = await beginSaml(
    samlConnectionTo([certificate]),
    samlStoreInMemory(() => now),
    options,
  )
  expect(requestIn(redirectUrl)).toContain('ForceAuthn="true"')
})

test('every request has an ID of its own that cannot be guessed', async () => {
  const store = samlStoreInMemory(() => now)
  const all = await Promise.all(
    Array.from({ length: 20 }, () => beginSaml(samlConnectionTo([certificate]), store, { now })),
  )
  expect(new Set(all.map(({ requestId }) => requestId)).size).toBe(20)
  for (const { requestId } of all) expect(requestId).toMatch(/^_[0-9a-f]{40}$/)
})

test('no address, no request; and no long RelayState', async () => {
  const store = samlStoreInMemory(() => now)
  const nowhere = samlConnectionTo([certificate], { idp: { ssoUrl: 'nowhere' } })
  expect(await reasonOf(beginSaml(nowhere, store, { now }))).toBe('saml-metadata-address')
  const long = beginSaml(samlConnectionTo([certificate]), store, { relayState: 'ä'.repeat(41), now })
  expect(await reasonOf(long)).toContain('RelayState')
  expect(store.requests.size).toBe(0)
})
