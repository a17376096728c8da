import { describe, expect, it } from 'vitest'
import { createConnection } from '../contract/sign-on.ts'
import { draftOf, emptyDraft, inputOf, pemsOf, providerDraft } from './admin-connection-draft.ts'

/** The frame of a certificate in DER around `length` bytes. */
const der = (length: number, fill: number) =>
  Buffer.from([0x30, 0x82, length >> 8, length & 255, ...Array<number>(length).fill(fill)]).toString('base64')
const base64 = der(400, 7)
const pem = (body: string) =>
  `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`

const connection = {
  id: 'c',
  name: 'ADFS',
  hasSecret: false,
  roleMap: [],
  defaultRole: 'member',
  justInTime: true,
  vouchesForSecondFactor: false,
  state: 'draft' as const,
  testedAt: null,
  ours: { redirectUri: '', entityId: '', acsUrl: '', metadataUrl: '' },
  certificates: [],
}

describe('pemsOf', () => {
  it('finds every block once, whatever stands between', () => {
    const other = der(300, 9)
    const typed = `old:\n${pem(base64)}\nnew:\n${pem(other)}\n${pem(base64)}`
    expect(pemsOf(typed)).toEqual([pem(base64), pem(other)])
  })
  it('wraps bare base64, as it stands in metadata', () => {
    expect(pemsOf(`  ${base64.slice(0, 80)}\n ${base64.slice(80)} `)).toEqual([pem(base64)])
  })
  it.each([
    '',
    'no certificate',
    '<xml>',
    'MIIDshort',
    base64.slice(0, 200),
    pem(base64.slice(0, 200)),
    pem('***'),
  ])('finds none in %j', (typed) => {
    expect(pemsOf(typed)).toEqual([])
  })
})

describe('inputOf', () => {
  it('makes what the contract takes, without an empty secret or empty groups', () => {
    const roleMap = [
      { group: ' it ', role: 'admin' as const },
      { group: ' ', role: 'member' as const },
    ]
    const draft = {
      ...emptyDraft('customer'),
      name: 'Entra',
      issuer: 'https://id.example',
      clientId: 'c',
      roleMap,
    }
    const input = inputOf(draft)
    expect(createConnection.body.parse(input)).toMatchObject({
      settings: { kind: 'oidc', scopes: ['openid', 'email', 'profile'] },
      roleMap: [{ group: 'it', role: 'admin' }],
    })
    expect(input).not.toHaveProperty('clientSecret')
  })
  it('takes the usual scopes and claim where their fields are left empty', () => {
    const draft = { ...emptyDraft('customer'), name: 'Entra', issuer: 'https://id.example', clientId: 'c' }
    const { settings } = inputOf({ ...draft, scopes: ' , ', groupsClaim: ' ' })
    expect(settings).toMatchObject({ scopes: ['openid', 'email', 'profile'], groupsClaim: 'groups' })
    const own = inputOf({ ...draft, scopes: 'openid, roles', groupsClaim: 'roles' }).settings
    expect(own).toMatchObject({ scopes: ['openid', 'roles'], groupsClaim: 'roles' })
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
  it('keeps the names of attributes when metadata is read again', () => {
    const attributes = { email: ['mail'], name: ['cn'], groups: ['memberOf'] }
    const settings = {
      kind: 'saml' as const,
      entityId: 'urn:idp',
      ssoUrl: 'https://id.example/sso',
      certificates: [pem(base64)],
      attributes,
    }
    const kept = draftOf({ ...connection, settings }, 'customer')
    const { attributes: _, ...metadata } = { ...settings, entityId: 'urn:new' }
    expect(inputOf({ ...kept, ...providerDraft(metadata) }).settings).toEqual({
      ...settings,
      entityId: 'urn:new',
    })
  })
})
