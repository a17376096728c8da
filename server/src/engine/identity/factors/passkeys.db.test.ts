import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { Problem } from '../../../kernel/problem.ts'
import { passkeyRegistration, type PasskeyAuthentication } from '../contract/passkey-shapes.ts'
import { factorsOf, listFactors } from './list.ts'
import { authenticationOptions, verifyAuthentication } from './passkey-authentication.ts'
import { registrationOptions, userHandle, verifyRegistration } from './passkey-registration.ts'
import { softwareAuthenticator, type SoftwareAuthenticator } from './software-authenticator.ts'

const origin = 'https://trust.example'
const rp = { id: 'trust.example', name: 'Test', origins: [origin] }

describeEachDatabase('passkeys', (open) => {
  let platform: TestPlatform
  const reader = () => platform.database.reader
  const optionsFor = (person: AddedPerson) => registrationOptions(reader(), rp, person)

  const register = async (
    person: AddedPerson,
    device: SoftwareAuthenticator,
    tamper: (response: ReturnType<SoftwareAuthenticator['create']>) => unknown = (response) => response,
    challenge?: string,
  ) => {
    const options = await optionsFor(person)
    const response = passkeyRegistration.parse(tamper(device.create(options)))
    const given = { rp, personId: person.id, label: 'Laptop', response, now: platform.clock.now() }
    const expectedChallenge = challenge ?? options.challenge
    return platform.database.transaction((tx) => verifyRegistration(tx, { ...given, expectedChallenge }))
  }
  const verify = (personId: string | null, response: PasskeyAuthentication, expectedChallenge: string) => {
    const given = { rp, personId, response, expectedChallenge, now: platform.clock.now() }
    return platform.database.transaction((tx) => verifyAuthentication(tx, given))
  }
  const signIn = async (personId: string | null, device: SoftwareAuthenticator) => {
    const options = await authenticationOptions(reader(), rp, personId)
    return verify(personId, device.get(options), options.challenge)
  }
  const withPasskey = async (state = {}) => {
    const person = await addPerson(platform)
    const device = softwareAuthenticator(origin, state)
    const { id } = await register(person, device)
    return { person, device, id }
  }
  const refusedRegistration = { code: 'bad-request', reason: 'passkey-refused' }

  beforeAll(async () => {
    const identity = { name: 'identity', migrations: new URL('../migrations/', import.meta.url) }
    platform = await testPlatform(await open([identity]))
  })

  it('asks for no attestation, three algorithms, and a handle that tells no name', async () => {
    const { person, device } = await withPasskey()
    const options = await optionsFor(person)
    expect(options).toMatchObject({
      rp: { id: 'trust.example', name: 'Test' },
      attestation: 'none',
      user: { id: Buffer.from(userHandle(person.id)).toString('base64url'), name: person.email },
      excludeCredentials: [{ id: device.get({ challenge: 'x' }).id, transports: ['internal'] }],
    })
    expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257])
    expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32)
    expect((await optionsFor(person)).challenge).not.toBe(options.challenge)
  })

  it('is made, counts, and proves its owner: as the only step and as the second', async () => {
    const { person, device, id } = await withPasskey()
    expect(await factorsOf(reader(), person.id)).toMatchObject({ passkeys: 1, hasSecond: true })
    expect(await signIn(null, device)).toEqual({ personId: person.id, passkeyId: id, userVerified: true })
    platform.clock.advance(1000)
    expect(await signIn(person.id, device)).toMatchObject({ personId: person.id })
    const used = new Date(platform.clock.now()).toISOString()
    const { passkeys } = await listFactors(reader(), person.id)
    expect(passkeys).toMatchObject([{ id, label: 'Laptop', lastUsedAt: used, backedUp: false }])
  })

  it('names the passkeys of a person as the second step, and nobody where none was named', async () => {
    const { person } = await withPasskey()
    const second = await authenticationOptions(reader(), rp, person.id)
    expect(second).toMatchObject({ rpId: rp.id, userVerification: 'preferred' })
    expect(second.allowCredentials).toHaveLength(1)
    const only = await authenticationOptions(reader(), rp, null)
    expect(only).toMatchObject({ rpId: rp.id, userVerification: 'required' })
    expect(only.allowCredentials ?? []).toEqual([])
  })

  it('must verify its owner where it is the only step, and need not as the second', async () => {
    const { person, device, id } = await withPasskey({ userVerified: false })
    expect(await signIn(null, device)).toEqual({ refused: 'invalid', personId: person.id })
    expect(await signIn(person.id, device)).toEqual({
      personId: person.id,
      passkeyId: id,
      userVerified: false,
    })
  })

  const lies: [string, Partial<SoftwareAuthenticator['state']>][] = [
    ['another origin', { origin: 'https://trust.example.evil.example' }],
    ['another port', { origin: 'https://trust.example:8443' }],
    ['no TLS', { origin: 'http://trust.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['nobody present', { userPresent: false }],
    ["a frame in another's page", { crossOrigin: true }],
  ]
  it.each(lies)('is refused from %s', async (_, lie) => {
    const { person, device } = await withPasskey()
    Object.assign(device.state, lie)
    expect(await signIn(null, device)).toEqual({ refused: 'invalid', personId: person.id })
    expect(await signIn(person.id, device)).toEqual({ refused: 'invalid', personId: person.id })
    const other = await addPerson(platform)
    await expect(register(other, softwareAuthenticator(origin, lie))).rejects.toMatchObject(
      refusedRegistration,
    )
    expect(await factorsOf(reader(), other.id)).toMatchObject({ passkeys: 0 })
  })

  it('is refused for the challenge of another ceremony', async () => {
    const { person, device } = await withPasskey()
    const [mine, other] = [
      await authenticationOptions(reader(), rp, null),
      await authenticationOptions(reader(), rp, null),
    ]
    expect(await verify(null, device.get(mine), other.challenge)).toMatchObject({ refused: 'invalid' })
    const fresh = softwareAuthenticator(origin)
    await expect(register(person, fresh, undefined, mine.challenge)).rejects.toMatchObject(
      refusedRegistration,
    )
  })

  it('is refused when the answer was made for the other ceremony', async () => {
    const { person, device } = await withPasskey()
    const options = await authenticationOptions(reader(), rp, null)
    const answer = device.get(options)
    const client = Buffer.from(answer.response.clientDataJSON, 'base64url').toString()
    const made = client.replace('webauthn.get', 'webauthn.create')
    const clientDataJSON = Buffer.from(made).toString('base64url')
    const turned = { ...answer, response: { ...answer.response, clientDataJSON } }
    expect(await verify(null, turned, options.challenge)).toEqual({ refused: 'invalid', personId: person.id })
  })

  it('is refused when it is unknown, or not of the person who signs in', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()]
    const stranger = softwareAuthenticator(origin)
    stranger.create(await optionsFor(mine.person))
    expect(await signIn(null, stranger)).toEqual({ refused: 'unknown', personId: null })
    expect(await signIn(mine.person.id, stranger)).toEqual({ refused: 'unknown', personId: mine.person.id })
    expect(await signIn(mine.person.id, theirs.device)).toEqual({
      refused: 'unknown',
      personId: mine.person.id,
    })
  })

  it('is refused when the signature is of another key, or the handle of another person', async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()]
    const options = await authenticationOptions(reader(), rp, null)
    const [own, foreign] = [mine.device.get(options), theirs.device.get(options)]
    const signed = { ...own, response: { ...own.response, signature: foreign.response.signature } }
    expect(await verify(null, signed, options.challenge)).toMatchObject({ refused: 'invalid' })
    const handled = { ...own, response: { ...own.response, userHandle: foreign.response.userHandle } }
    expect(await verify(null, handled, options.challenge)).toMatchObject({ refused: 'invalid' })
    expect(await verify(mine.person.id, handled, options.challenge)).toMatchObject({ refused: 'invalid' })
    const nameless = { ...own, response: { ...own.response, userHandle: undefined } }
    expect(await verify(null, nameless, options.challenge)).toMatchObject({ refused: 'invalid' })
    expect(await verify(mine.person.id, nameless, options.challenge)).toMatchObject({ userVerified: true })
  })

  it('is refused once its counter went back or stands still: then two devices hold its key', async () => {
    const { person, device } = await withPasskey({ counter: 5 })
    expect(await signIn(null, device)).toMatchObject({ personId: person.id })
    const cloned = { refused: 'cloned', personId: person.id }
    for (const counter of [6, 3, 0]) {
      device.state.counter = counter
      expect(await signIn(null, device)).toEqual(cloned)
    }
    device.state.counter = 7
    expect(await signIn(null, device)).toMatchObject({ personId: person.id })
    device.state.counter = 0xffff_ffff
    expect(await signIn(null, device)).toMatchObject({ personId: person.id })
  })

  it('works without a counter, as phones do', async () => {
    const { person, device } = await withPasskey({ counter: null })
    for (let i = 0; i < 3; i++) expect(await signIn(null, device)).toMatchObject({ personId: person.id })
  })

  it('counts one of several answers that come with one counter at the same moment', async () => {
    const { device } = await withPasskey()
    const options = await authenticationOptions(reader(), rp, null)
    const answer = device.get(options)
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => verify(null, answer, options.challenge)),
    )
    expect(outcomes.filter((outcome) => !('refused' in outcome))).toHaveLength(1)
  })

  it('is refused whichever bit of the answer is changed, without a fault', async () => {
    const { device } = await withPasskey({ counter: null })
    const options = await authenticationOptions(reader(), rp, null)
    const answer = device.get(options)
    const fields = ['clientDataJSON', 'authenticatorData', 'signature'] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), fc.nat(7), async (field, at, bit) => {
        const bytes = Buffer.from(answer.response[field], 'base64url')
        // Of a signature only the number at its end: the library reads several DER spellings of the same one.
        const places = field === 'signature' ? 30 : bytes.length
        bytes[bytes.length - 1 - (at % places)]! ^= 1 << bit
        const response = { ...answer.response, [field]: bytes.toString('base64url') }
        expect(await verify(null, { ...answer, response }, options.challenge)).toMatchObject({
          refused: 'invalid',
        })
      }),
      { numRuns: 150 },
    )
  })

  it('is refused or kept, and nothing else, whatever a browser sends as a new one', async () => {
    const person = await addPerson(platform)
    // Lists within lists, lengths of gigabytes, a key twice, and no object at all.
    const cbor = ['81'.repeat(5_900), '5bffffffffffffffff', '9affffffff', 'a2616101616102', '6e756c6c']
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      fc.constantFrom(...cbor),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('clientDataJSON', 'attestationObject'), junk, async (field, hex) => {
        fc.pre(hex.length > 0)
        const tamper = (made: ReturnType<SoftwareAuthenticator['create']>) => ({
          ...made,
          response: { ...made.response, [field]: Buffer.from(hex, 'hex').toString('base64url') },
        })
        const outcome = await register(person, softwareAuthenticator(origin), tamper).catch((e: unknown) => e)
        expect(outcome).toBeInstanceOf(Problem)
      }),
      { numRuns: 60 },
    )
    expect(await factorsOf(reader(), person.id)).toMatchObject({ passkeys: 0 })
  })

  it('drops an attestation unread: a certificate of a stranger leads nowhere', async () => {
    const person = await addPerson(platform)
    const withStatement = (made: ReturnType<SoftwareAuthenticator['create']>) => {
      const bare = Buffer.from(made.response.attestationObject, 'base64url')
      const none = Buffer.from('a363666d74646e6f6e656761747453746d74a0', 'hex')
      expect(bare.subarray(0, none.length)).toEqual(none)
      // {fmt: "packed", attStmt: {alg: -7, sig: h'00', x5c: [h'00']}, …}
      const packed = Buffer.from(
        'a363666d74667061636b65646761747453746d74a363616c672663736967410063783563814100',
        'hex',
      )
      const attestationObject = Buffer.concat([packed, bare.subarray(none.length)]).toString('base64url')
      return { ...made, response: { ...made.response, attestationObject } }
    }
    const device = softwareAuthenticator(origin)
    await register(person, device, withStatement)
    expect(await signIn(null, device)).toMatchObject({ personId: person.id })
  })

  it('is kept once: neither its owner nor anybody else can claim it again', async () => {
    const { person, device } = await withPasskey()
    const other = await addPerson(platform)
    const known = device.get({ challenge: 'x' })
    const claims = (made: ReturnType<SoftwareAuthenticator['create']>) => {
      const bytes = Buffer.from(made.response.attestationObject, 'base64url')
      const place = bytes.indexOf(Buffer.from(made.id, 'base64url'))
      Buffer.from(known.id, 'base64url').copy(bytes, place)
      const attestationObject = bytes.toString('base64url')
      return { ...made, id: known.id, rawId: known.id, response: { ...made.response, attestationObject } }
    }
    for (const claimant of [person, other])
      await expect(register(claimant, softwareAuthenticator(origin), claims)).rejects.toMatchObject({
        reason: 'passkey-known',
      })
    expect(await signIn(null, device)).toMatchObject({ personId: person.id })
  })

  it('is refused under an id that is not its own', async () => {
    const person = await addPerson(platform)
    const renamed = (made: ReturnType<SoftwareAuthenticator['create']>) => ({
      ...made,
      id: 'AAAA',
      rawId: 'AAAA',
    })
    await expect(register(person, softwareAuthenticator(origin), renamed)).rejects.toMatchObject(
      refusedRegistration,
    )
  })

  it('is one of twenty at most', async () => {
    const { person } = await withPasskey()
    for (let more = 1; more < 20; more++) await register(person, softwareAuthenticator(origin))
    await expect(optionsFor(person)).rejects.toMatchObject({ reason: 'too-many-factors' })
    expect(await factorsOf(reader(), person.id)).toMatchObject({ passkeys: 20 })
  })
})
