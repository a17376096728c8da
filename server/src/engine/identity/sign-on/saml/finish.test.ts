import { describe, expect, test } from 'vitest'
import {
  reasonOf,
  samlConnectionTo,
  samlStoreInMemory,
} from '../../../../../../test/harness/saml-connection.ts'
import { base64, samlResponse, samlWords, signSaml } from '../../../../../../test/harness/saml-response.ts'
import {
  change,
  connection,
  finish,
  key,
  next,
  now,
  response,
  waiting,
  type SamlTrial,
} from '../../../../../../test/harness/saml-trial.ts'
import { finishSaml } from './finish.ts'

const minute = 60_000

test('a response signed twice names the person', async () => {
  expect(await finish()).toEqual({
    subject: 'dwho',
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    sessionIndex: expect.stringMatching(/^_/),
    email: 'dwho@badwolf.org',
    name: 'Doctor Who',
    groups: ['timelords', 'users'],
    authnInstant: now,
    authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    inResponseTo: '_request',
    assertionId: expect.stringMatching(/^_/),
  })
})

describe('counts once', () => {
  test('a response is not accepted twice', async () => {
    const store = await waiting()
    const answer = { SAMLResponse: response({}), now }
    await finishSaml(connection, store, answer)
    expect(await reasonOf(finishSaml(connection, store, answer))).toBe('saml-replayed')
  })

  test('nor is its assertion while another request waits', async () => {
    const store = await waiting()
    const answer = { SAMLResponse: response({}), now }
    await finishSaml(connection, store, answer)
    await store.rememberRequest('_request', connection.id, now + minute)
    expect(await reasonOf(finishSaml(connection, store, answer))).toBe('saml-replayed')
  })

  test('of ten at the same time one is accepted', async () => {
    const store = await waiting()
    const answer = { SAMLResponse: response({}), now }
    const all = await Promise.all(
      Array.from({ length: 10 }, () => reasonOf(finishSaml(connection, store, answer))),
    )
    expect(all.filter((reason) => reason === 'accepted')).toHaveLength(1)
  })

  test('two responses to one request: one is accepted', async () => {
    const store = await waiting()
    await finishSaml(connection, store, { SAMLResponse: response({}), now })
    const second = finishSaml(connection, store, { SAMLResponse: response({}), now })
    expect(await reasonOf(second)).toBe('saml-request-unknown')
  })

  test('a refused response leaves the request waiting for the right one', async () => {
    const store = await waiting()
    const wrong = signSaml(samlResponse(samlWords({ now, acsUrl: connection.acsUrl })), next)
    expect(await reasonOf(finishSaml(connection, store, { SAMLResponse: base64(wrong), now }))).toBe(
      'saml-signature',
    )
    expect(await reasonOf(finishSaml(connection, store, { SAMLResponse: response({}), now }))).toBe(
      'accepted',
    )
  })
})

describe('the request', () => {
  test('a sign-in that nobody began here', async () => {
    const before = change(/ InResponseTo="_request"/g, '')
    expect(await reasonOf(finish({ before }))).toBe('saml-unsolicited')
  })

  test('an answer to a request that was never made', async () => {
    expect(await reasonOf(finish({ words: { inResponseTo: '_other' } }))).toBe('saml-request-unknown')
  })

  test('an answer to a request of another connection', async () => {
    const outcome = finishSaml(connection, await waiting('another'), { SAMLResponse: response({}), now })
    expect(await reasonOf(outcome)).toBe('saml-request-unknown')
  })

  test('an answer to a request that has expired', async () => {
    const store = samlStoreInMemory(() => now)
    await store.rememberRequest('_request', connection.id, now)
    expect(await reasonOf(finishSaml(connection, store, { SAMLResponse: response({}), now }))).toBe(
      'saml-request-unknown',
    )
  })

  test('an assertion for another request than the response around it', async () => {
    const before = change(
      '<saml:SubjectConfirmationData InResponseTo="_request"',
      '<saml:SubjectConfirmationData InResponseTo="_other"',
    )
    expect(await reasonOf(finish({ before }))).toBe('saml-unsolicited')
  })
})

describe('for whom it is', () => {
  test.each<[string, SamlTrial]>([
    ['saml-issuer', { words: { issuer: 'https://evil.example' } }],
    ['saml-issuer', { before: change(/<saml:Issuer>[^<]*/, '<saml:Issuer>https://evil.example') }],
    [
      'saml-issuer',
      { before: change(/(<saml:Assertion[^>]*><saml:Issuer>)[^<]*/, '$1https://evil.example') },
    ],
    [
      'saml-destination',
      { before: change(`Destination="${connection.acsUrl}"`, 'Destination="https://sp.example/other"') },
    ],
    ['saml-destination', { before: change(` Destination="${connection.acsUrl}"`, '') }],
    [
      'saml-recipient',
      { before: change(`Recipient="${connection.acsUrl}"`, 'Recipient="https://sp.example/other"') },
    ],
    ['saml-recipient', { before: change(` Recipient="${connection.acsUrl}"`, '') }],
    ['saml-audience', { words: { audience: 'https://other.example' } }],
    ['saml-audience', { before: change(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') }],
    [
      'saml-audience',
      {
        before: change(
          '</saml:AudienceRestriction>',
          '</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction>',
        ),
      },
    ],
    ['saml-condition', { before: change('</saml:Conditions>', '<saml:Condition/></saml:Conditions>') }],
    ['saml-malformed', { before: change(/<saml:Conditions.*<\/saml:Conditions>/, '') }],
    ['saml-malformed', { before: change(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, '') }],
    ['saml-malformed', { before: change('Version="2.0"', 'Version="1.1"') }],
    ['saml-denied', { words: { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' } }],
    ['saml-subject', { before: change('cm:bearer', 'cm:sender-vouches') }],
  ])('%s: %o', async (reason, tried) => {
    expect(await reasonOf(finish(tried))).toBe(reason)
  })

  test('a second confirmation that holds is enough', async () => {
    const before = (xml: string) => {
      const confirmation = /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/.exec(xml)?.[0] ?? ''
      return xml.replace(
        confirmation,
        confirmation.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example"') + confirmation,
      )
    }
    expect(await reasonOf(finish({ before }))).toBe('accepted')
  })
})

describe('whom it names', () => {
  test.each<[string, SamlTrial]>([
    ['saml-subject', { words: { nameId: '' } }],
    ['saml-subject', { words: { nameId: 'x'.repeat(513) } }],
    ['saml-subject', { words: { nameId: 'admin ' } }],
    ['saml-subject', { words: { nameId: '\u00a0admin' } }],
    ['saml-subject', { words: { nameId: 'ad&#10;min' } }],
    ['saml-subject', { words: { nameId: 'admin<b>@evil</b>' } }],
    ['saml-subject', { before: change(/<saml:NameID.*<\/saml:NameID>/, '') }],
    ['saml-subject', { before: change('</saml:NameID>', '</saml:NameID><saml:NameID>root</saml:NameID>') }],
    [
      'saml-subject-transient',
      { words: { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' } },
    ],
  ])('%s: %o', async (reason, tried) => {
    expect(await reasonOf(finish(tried))).toBe(reason)
  })

  test('the name is what is written, with entities resolved and nothing normalised', async () => {
    expect((await finish({ words: { nameId: 'Ädmin&amp;&#x4f;&apos;Neil' } })).subject).toBe("Ädmin&O'Neil")
    expect((await finish({ words: { nameId: 'A\u0308dmin' } })).subject).toBe('A\u0308dmin')
  })

  test('e-mail address, name and groups are attributes by name, the preferred first', async () => {
    const several = samlConnectionTo([key.certificate], {
      attributes: { email: ['primary', 'mail'], name: ['displayName', 'cn'], groups: ['memberOf', 'groups'] },
    })
    const attributes = {
      mail: ['b@a.de'],
      primary: ['', 'a@a.de'],
      cn: ['x'.repeat(201)],
      groups: ['g', 'g', 'h'],
    }
    const found = await finish({ connection: several, words: { attributes } })
    expect(found).toMatchObject({ email: 'a@a.de', name: null, groups: ['g', 'h'] })
  })

  test('values that are structured, or have line breaks, are none', async () => {
    const attributes = {
      mail: ['<saml:NameID>a@a.de</saml:NameID>', 'a@a.de&#13;Bcc: b@b.de'],
      cn: ['\n  Doctor\t '],
    }
    expect(await finish({ words: { attributes } })).toMatchObject({ email: null, name: 'Doctor', groups: [] })
  })

  test('too many groups are refused, not cut', async () => {
    const groups = Array.from({ length: 501 }, (_, at) => `g${at}`)
    expect(await reasonOf(finish({ words: { attributes: { groups } } }))).toBe('saml-too-large')
    expect(await reasonOf(finish({ words: { attributes: { groups: groups.slice(1) } } }))).toBe('accepted')
  })
})
