import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { queueSample, sampleLink } from '../../../../test/harness/sample-mail.ts'
import type { Actor, PersonActor } from '../../kernel/actor.ts'
import { day } from '../../kernel/clock.ts'
import { may, requireStepUp } from '../../kernel/permission.ts'
import type { Role } from '../../kernel/policy.ts'
import type { Call, RequestFacts } from '../../kernel/route.ts'
import { log } from '../log/index.ts'
import * as contract from './contract.ts'
import { notificationsEndpoints } from './endpoints.ts'
import { notifications } from './index.ts'
import { settleMail, takeMail } from './next-mail.ts'

const mail = { from: 'trust@example.com', host: '127.0.0.1', port: 1, security: 'none' }
const operator: Actor = { kind: 'operator', tokenId: 'key-1' }
const missing = '01900000-0000-7000-8000-000000000000'

const person = (role: Role, kind: 'provider' | 'customer' = 'provider'): PersonActor => ({
  kind: 'person',
  personId: missing,
  organisation: { id: missing, kind },
  roles: [role],
  means: { kind: 'session', id: 's', level: 2, way: 'passkey', authenticatedAt: 0, enrolment: false },
})

describeEachDatabase('the outbox', (open) => {
  let platform = {} as TestPlatform

  /** As the server calls a route: parsed on the way in and out. */
  async function call(
    route: { readonly name: string },
    given: { id?: string; query?: object; actor?: Actor } = {},
  ) {
    const found = notificationsEndpoints(platform).find(({ route: { name } }) => name === route.name)
    const { params, query, output } = found!.route
    const answered = await found!.handle({
      params: params.parse(given.id === undefined ? {} : { id: given.id }),
      query: query.parse(given.query ?? {}),
      body: {},
      actor: given.actor ?? operator,
      request: {} as RequestFacts,
    } satisfies Call)
    return output.parse(answered)
  }

  const fail = async (id: string) => {
    const taken = await takeMail(platform)
    expect(taken!.id).toBe(id)
    await settleMail(platform, taken!, { kind: 'refused', permanent: true, reason: '550 no' })
  }

  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications]))
  })

  it('lists in pages, newest first, and by state, without bodies', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      platform.clock.advance(1000)
      ids.unshift(await queueSample(platform))
    }
    platform.configure({ mail })
    platform.clock.advance(1000)
    const waiting = await queueSample(platform, { language: 'en' })
    const first = await call(contract.listMails, { query: { limit: '2' } })
    expect(first).toMatchObject({
      hasMailServer: true,
      mails: [{ id: waiting, subject: 'Greetings to Zoë' }, {}],
    })
    const second = await call(contract.listMails, { query: { before: first.before, limit: '3' } })
    expect(second.mails.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1, 4))
    const unsent = await call(contract.listMails, { query: { state: 'not-sent' } })
    expect(unsent.mails.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(unsent.before).toBeNull()
    expect(JSON.stringify([first, second, unsent])).not.toContain(sampleLink.slice(-20))
    await expect(call(contract.listMails, { query: { state: 'gone' } })).rejects.toThrow()
  })

  it('opens a mail only while no mail server is there, and puts it on record', async () => {
    const id = await queueSample(platform)
    const opened = await call(contract.openMail, { id })
    expect(opened).toMatchObject({ subject: 'Grüße an Zoë', text: expect.stringContaining(sampleLink) })
    expect(opened.html).toContain('<!doctype html>')
    const { rows } = await sql<{
      body: string
    }>`select body from log.record where type = 'notifications.mail-opened'`.execute(platform.database.reader)
    expect(rows.map(({ body }) => JSON.parse(body).data)).toEqual([{ mail: id, template: 'test/sample' }])
    expect(rows[0]!.body).not.toContain('zoe')
    platform.configure({ mail })
    await expect(call(contract.openMail, { id })).rejects.toMatchObject({ reason: 'mail-server-configured' })
    expect(await call(contract.showMail, { id })).toMatchObject({ canBeOpened: false, canBeRetried: true })
  })

  it('lets nobody but the owner, freshly confirmed, open what is meant for others', () => {
    const { permission, stepUp } = contract.openMail
    const staff = ['owner', 'security', 'privacy', 'on-call', 'auditor', 'employee'] as const
    expect(staff.filter((role) => may(person(role), permission))).toEqual(['owner'])
    expect(stepUp).toBe(true)
    expect(() => requireStepUp(person('owner'), day)).toThrow()
    for (const { permission: any } of Object.values(contract).filter((each) => 'permission' in each)) {
      expect(may(person('admin', 'customer'), any)).toBe(false)
      expect(may({ kind: 'anonymous' }, any)).toBe(false)
    }
  })

  it('sends a failed mail anew when asked to', async () => {
    platform.configure({ mail })
    const id = await queueSample(platform)
    await expect(call(contract.retryMail, { id })).rejects.toMatchObject({ reason: 'mail-not-failed' })
    await fail(id)
    expect(await call(contract.retryMail, { id })).toEqual({ id, state: 'queued' })
    expect(await call(contract.showMail, { id })).toMatchObject({ tries: 0, lastProblem: '550 no' })
    expect(await takeMail(platform)).toMatchObject({ id, tries: 1 })
    const { rows } = await sql`select 1 from log.record where type = 'notifications.mail-retried'`.execute(
      platform.database.reader,
    )
    expect(rows).toHaveLength(1)
  })

  it('says why a mail cannot be sent anew', async () => {
    const unsent = await queueSample(platform)
    const brief = await queueSample(platform, { usefulUntil: platform.clock.now() + 1 })
    await expect(call(contract.retryMail, { id: unsent })).rejects.toMatchObject({ reason: 'no-mail-server' })
    platform.configure({ mail })
    platform.clock.advance(1)
    await expect(call(contract.retryMail, { id: brief })).rejects.toMatchObject({ reason: 'mail-outdated' })
    expect(await call(contract.showMail, { id: brief })).toMatchObject({ canBeRetried: false })
    await call(contract.retryMail, { id: unsent })
    await settleMail(platform, (await takeMail(platform))!, { kind: 'sent' })
    await expect(call(contract.retryMail, { id: unsent })).rejects.toMatchObject({
      reason: 'mail-not-failed',
    })
    platform.configure({})
    await expect(call(contract.openMail, { id: unsent })).rejects.toMatchObject({ reason: 'mail-body-gone' })
    for (const route of [contract.showMail, contract.openMail, contract.retryMail])
      await expect(call(route, { id: missing })).rejects.toMatchObject({ reason: 'no-such-mail' })
  })
})
