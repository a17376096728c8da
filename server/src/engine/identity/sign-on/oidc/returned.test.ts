import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  startHostileProvider,
  type HostileProvider,
} from '../../../../../../test/harness/hostile-identity-provider.ts'
import { connectionTo, reasonOf } from '../../../../../../test/harness/oidc-sign-on.ts'
import { beginOidc } from './begin.ts'
import type { OidcConnection } from './connection.ts'
import { finishOidc } from './finish.ts'

const clock = Date.now()
let provider: HostileProvider
beforeAll(async () => {
  provider = await startHostileProvider()
})
beforeEach(() => {
  provider.deviate({})
})
afterAll(() => provider.close())

const registered = (change: Partial<OidcConnection> = {}) => connectionTo(provider, change)

describe('what comes back through the browser', () => {
  async function returned(change: (parameters: URLSearchParams) => void) {
    const { redirectUrl, transaction } = await beginOidc(registered(), provider.net, { now: clock })
    const parameters = provider.consent(redirectUrl)
    change(parameters)
    const asked = provider.asked.get('/token') ?? 0
    const answer = parameters.toString()
    const reason = await reasonOf(finishOidc(registered(), provider.net, transaction, answer, clock))
    return [reason, (provider.asked.get('/token') ?? 0) - asked]
  }

  it.each<[string, string, (parameters: URLSearchParams) => void]>([
    ['another state', 'oidc-state', (p) => p.set('state', 'x')],
    ['no state', 'oidc-state', (p) => p.delete('state')],
    ['another issuer (mix-up)', 'oidc-mixed-up', (p) => p.set('iss', 'https://evil.example')],
    ['no issuer where it was announced', 'oidc-mixed-up', (p) => p.delete('iss')],
    ['no code', 'oidc-callback-malformed', (p) => p.delete('code')],
    ['two codes', 'oidc-callback-malformed', (p) => p.append('code', 'x')],
    ['two states', 'oidc-malformed', (p) => p.append('state', 'x')],
    ['a token', 'oidc-malformed', (p) => p.set('id_token', 'x')],
    ['an endless one', 'oidc-callback-malformed', (p) => p.set('x', 'x'.repeat(20_000))],
  ])('%s ends it before the code is sent anywhere', async (_, reason, change) => {
    expect(await returned(change)).toEqual([reason, 0])
  })

  it('a denial is told, but only with the right state', async () => {
    const denied = (state?: string) =>
      returned((p) => {
        p.delete('code')
        p.set('error', 'access_denied')
        if (state !== undefined) p.set('state', state)
      })
    expect(await denied()).toEqual(['oidc-denied', 0])
    expect(await denied('x')).toEqual(['oidc-state', 0])
  })

  it('refuses a code that was used, one of another sign-in, and a transaction of another connection', async () => {
    const { redirectUrl, transaction } = await beginOidc(registered(), provider.net, { now: clock })
    const answer = provider.consent(redirectUrl).toString()
    const finish = (change: Partial<OidcConnection> = {}) =>
      reasonOf(finishOidc(registered(change), provider.net, transaction, answer, clock))
    expect(await finish({ id: 'connection-2' })).toBe('oidc-mixed-up')
    expect(await finish({ issuer: `${provider.issuer}/` })).toBe('oidc-mixed-up')
    expect(await finish()).toBe('done')
    expect(await finish()).toBe('oidc-code-refused')

    const victim = await beginOidc(registered(), provider.net, { now: clock })
    const stolen = provider.consent(victim.redirectUrl)
    stolen.set('state', transaction.state)
    const swapped = stolen.toString()
    expect(await reasonOf(finishOidc(registered(), provider.net, transaction, swapped, clock))).toBe(
      'oidc-code-refused',
    )
  })
})
