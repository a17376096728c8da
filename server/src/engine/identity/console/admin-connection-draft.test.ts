import { describe, expect, it } from 'vitest'
import { createConnection } from '../contract/sign-on.ts'
import { emptyDraft, inputOf, pemsOf } from './admin-connection-draft.ts'

const base64 = `MIID${'abcd'.repeat(50)}==`
const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`

describe('pemsOf', () => {
  it('finds every block once, whatever stands between', () => {
    expect(pemsOf(`old:\n${pem('MIIDaa')}\nnew:\n${pem('MIIDbb')}\n${pem('MIIDaa')}`)).toEqual([
      pem('MIIDaa'),
      pem('MIIDbb'),
    ])
  })
  it('wraps bare base64, as it stands in metadata', () => {
    const [found = ''] = pemsOf(`  ${base64.slice(0, 80)}\n ${base64.slice(80)} `)
    expect(found.split('\n')[1]).toHaveLength(64)
    expect(found.replace(/-----[^-]+-----|\s/g, '')).toBe(base64)
  })
  it.each(['', 'no certificate', '<xml>', 'MIIDshort', pem('***')])('finds none in %j', (typed) => {
    expect(pemsOf(typed)).toEqual([])
  })
})

describe('inputOf', () => {
  it('makes what the contract takes, without an empty secret or empty groups', () => {
    const roleMap = [
      { group: ' it ', role: 'admin' as const },
      { group: ' ', role: 'member' as const },
    ]
    const draft = { ...emptyDraft('customer'), name: 'Entra', issuer: 'https://id.example', clientId: 'c', roleMap }
    const input = inputOf(draft)
    expect(createConnection.body.parse(input)).toMatchObject({
      settings: { kind: 'oidc', scopes: ['openid', 'email', 'profile'] },
      roleMap: [{ group: 'it', role: 'admin' }],
    })
    expect(input).not.toHaveProperty('clientSecret')
  })
  it('names SAML attributes only where somebody did', () => {
    const saml = {
      ...emptyDraft('provider'),
      kind: 'saml' as const,
      name: 'ADFS',
      entityId: 'urn:idp',
      ssoUrl: 'https://id.example/sso',
      certificates: base64,
    }
    expect(inputOf(saml).settings).not.toHaveProperty('attributes')
    const named = inputOf({ ...saml, emailAttributes: 'mail, email' })
    expect(createConnection.body.parse(named).settings).toMatchObject({
      attributes: { email: ['mail', 'email'], name: [], groups: [] },
    })
  })
})
