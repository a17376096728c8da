import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { testPlatform, type TestPlatform } from '../../../../../test/harness/platform.ts'
import { townModules } from '../../../../../test/harness/town-modules.ts'
import { newId } from '../../../kernel/id.ts'
import { domainOf } from '../people/email.ts'
import { identityWriter } from '../tables.ts'
import { arrive, linkIdentity, type Identity } from './arrive.ts'
import type { Connection } from './connection.ts'

describeEachDatabase('whose account an identity opens', (open) => {
  let platform: TestPlatform
  let home: AddedPerson
  let subject: string
  const transaction: TestPlatform['database']['transaction'] = (work) => platform.database.transaction(work)

  const connectionOf = (organisation: string, more: Partial<Connection> = {}): Connection => ({
    id: randomUUID(),
    organisation,
    name: 'IdP',
    settings: {
      kind: 'oidc',
      issuer: 'https://idp.example',
      clientId: 'c',
      scopes: ['openid'],
      groupsClaim: 'groups',
    },
    vouchesForSecondFactor: false,
    sealedSecret: null,
    roleMap: [],
    defaultRole: 'member',
    justInTime: false,
    state: 'enforced',
    testedAt: null,
    ...more,
  })
  const says = (provider: string, email: string | null = null): Identity => ({
    provider,
    subject,
    email,
    name: null,
    groups: [],
    multiFactor: true,
  })
  const whose = (identity: Identity, connection: Connection | null) =>
    transaction((tx) => arrive(tx, identity, connection, platform.clock.now())).then(
      ({ personId }) => personId,
      ({ reason }: { reason: string }) => reason,
    )
  const proveDomain = (organisation: string, domain: string) => {
    const at = new Date(platform.clock.now())
    const row = { id: newId(at.getTime()), organisation_id: organisation, domain, challenge: '' }
    return transaction((tx) =>
      identityWriter(tx)
        .insertInto('identity.domain')
        .values({ ...row, proven_at: at, checked_at: at, created_at: at })
        .execute(),
    )
  }

  beforeAll(async () => {
    platform = await testPlatform(await open(townModules))
  })
  beforeEach(async () => {
    home = await addPerson(platform)
    subject = randomUUID()
    await transaction((tx) => identityWriter(tx).deleteFrom('identity.domain').execute())
  })

  it('is that of provider and subject together: the same subject elsewhere opens nothing', async () => {
    const connection = connectionOf(home.organisationId)
    const link = says(connection.id)
    await transaction((tx) => linkIdentity(tx, link, home.id, platform.clock.now()))
    expect(await whose(says(connection.id), connection)).toBe(home.id)
    const other = connectionOf(home.organisationId)
    expect(await whose(says(other.id), other)).toBe('no-account')
    for (const social of ['google', 'apple']) expect(await whose(says(social), null)).toBe('no-account')
  })

  it('is not that of an address alone: Google and Apple may say what they like', async () => {
    await proveDomain(home.organisationId, domainOf(home.email))
    expect(await whose(says('google', home.email), null)).toBe('no-account')
  })

  it('is by address only in the organisation that proved the domain', async () => {
    const own = connectionOf(home.organisationId)
    expect(await whose(says(own.id, home.email), own)).toBe('no-account')
    const stranger = await addPerson(platform)
    const foreign = connectionOf(stranger.organisationId, { justInTime: true })
    await proveDomain(home.organisationId, domainOf(home.email))
    expect(await whose(says(foreign.id, home.email), foreign)).toBe('no-account')
    expect(await whose(says(own.id, home.email), own)).toBe(home.id)
  })

  it('is never a deactivated one, and never one of another person', async () => {
    await proveDomain(home.organisationId, domainOf(home.email))
    const own = connectionOf(home.organisationId)
    await transaction((tx) =>
      identityWriter(tx)
        .updateTable('identity.person')
        .set({ state: 'deactivated' })
        .where('id', '=', home.id)
        .execute(),
    )
    expect(await whose(says(own.id, home.email), own)).toBe('no-account')
    const [one, two] = [await addPerson(platform), await addPerson(platform)]
    const link = (person: AddedPerson) =>
      transaction((tx) => linkIdentity(tx, says('google'), person.id, platform.clock.now()))
    await link(one)
    await expect(link(two)).rejects.toMatchObject({ reason: 'identity-taken' })
  })
})
