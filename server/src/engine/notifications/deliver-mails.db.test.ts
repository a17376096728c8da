import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../test/harness/databases.ts'
import { testPlatform, type TestPlatform } from '../../../../test/harness/platform.ts'
import { freePorts } from '../../../../test/harness/ports.ts'
import { queueSample, sampleLink, sampleMail } from '../../../../test/harness/sample-mail.ts'
import { day, minute, second } from '../../kernel/clock.ts'
import { log } from '../log/index.ts'
import { bodyKeptMs, cleanUpMails, rowKeptMs } from './clean-up.ts'
import { deliverMails } from './deliver-mails.ts'
import { notifications } from './index.ts'
import { readMail } from './list-mails.ts'
import { openBody } from './mail-body.ts'
import { settleMail, takeMail, waitMs } from './next-mail.ts'
import { forgetMailsOf, queueMail } from './queue-mail.ts'

const never = new AbortController().signal
const mail = { from: 'trust@example.com', host: '127.0.0.1', port: 1, security: 'none' }

describeEachDatabase('the queue of mails', (open) => {
  let platform = {} as TestPlatform
  const show = (id: string) => readMail(platform, id)

  beforeEach(async () => {
    platform = await testPlatform(await open([log, notifications]), { mail })
  })

  it('queues a mail with its change, or neither', async () => {
    const { database } = platform
    await database.transaction((tx) => sql`create table change (done boolean)`.execute(tx))
    const change = database.transaction(async (tx) => {
      await sql`insert into change values (true)`.execute(tx)
      await queueMail(platform, tx, sampleMail())
      throw new Error('refused after all')
    })
    await expect(change).rejects.toThrow('refused after all')
    expect(await takeMail(platform)).toBeNull()
    await expect(queueSample(platform, { recipient: 'a@b.example, c@d.example' })).rejects.toThrow(/email/)
    await expect(queueSample(platform, { recipient: 'a@b.example\r\nBcc: c@d.example' })).rejects.toThrow()
  })

  it('keeps link and words of a mail sealed in the database', async () => {
    await queueSample(platform)
    const { rows } = await sql<Record<string, unknown>>`select * from notifications.mail`.execute(
      platform.database.reader,
    )
    const stored = Object.values(rows[0]!).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value),
    )
    expect(stored).toContain('zoe@example.org')
    expect(stored.join(' ')).not.toContain(sampleLink.slice(-20))
    expect(stored.join(' ')).not.toContain('schön, dass')
    const taken = await takeMail(platform)
    const body = openBody(platform.keys, taken!.id, taken!.sealedBody!)
    expect(body.text).toContain(sampleLink)
  })

  it('lends a mail once at a time, and again when whoever had it died', async () => {
    const ids = [await queueSample(platform), await queueSample(platform)]
    const taken = await Promise.all([takeMail(platform), takeMail(platform), takeMail(platform)])
    expect(taken.map((each) => each?.id ?? 'none').toSorted()).toEqual([...ids, 'none'].toSorted())
    platform.clock.advance(5 * minute - 1)
    expect(await takeMail(platform)).toBeNull()
    platform.clock.advance(1)
    expect(await takeMail(platform)).toMatchObject({ tries: 2 })
  })

  it('tries longer and longer, up to three days, and then says why it failed', async () => {
    const id = await queueSample(platform)
    const start = platform.clock.now()
    const waits: number[] = []
    for (let state = 'queued'; state === 'queued';) {
      const taken = await takeMail(platform)
      await settleMail(platform, taken!, { kind: 'refused', permanent: false, reason: '451 come back later' })
      const { nextTryAt, ...now } = await show(id)
      state = now.state
      if (nextTryAt === null) continue
      waits.push(Date.parse(nextTryAt) - platform.clock.now())
      platform.clock.advance(waits.at(-1)!)
    }
    expect(waits[0]).toBeGreaterThanOrEqual(30 * second)
    expect(waits[0]).toBeLessThan(38 * second)
    expect(waits.slice(0, 5)).toEqual(waits.slice(0, 5).toSorted((a, b) => a - b))
    expect(Math.max(...waits)).toBeLessThan(19 * minute)
    expect(platform.clock.now() - start).toBeGreaterThan(3 * day - 20 * minute)
    expect(platform.clock.now() - start).toBeLessThanOrEqual(3 * day)
    expect(await show(id)).toMatchObject({ state: 'failed', lastProblem: '451 come back later' })
  })

  it('spreads mails that failed together', () => {
    const wait = (end: string) => waitMs(`00000000-0000-7000-8000-00000000${end}`, 1)
    expect([wait('0000'), wait('8000'), wait('ffff')]).toEqual([30_000, 33_750, 37_500])
    expect(waitMs('00000000-0000-7000-8000-000000000000', 1_000_000)).toBe(15 * minute)
  })

  it('gives up at once what is refused for good, and never sends what was sent', async () => {
    const [refused, sent] = [await queueSample(platform), await queueSample(platform)]
    for (let i = 0; i < 2; i++) {
      const taken = await takeMail(platform)
      const answer =
        taken!.id === sent
          ? { kind: 'sent' as const }
          : { kind: 'refused' as const, permanent: true, reason: '550 no such user' }
      await settleMail(platform, taken!, answer)
      // A second worker whose lease had run out comes too late.
      await settleMail(platform, taken!, { kind: 'unreachable', reason: 'too late' })
    }
    expect(await show(refused)).toMatchObject({ state: 'failed', lastProblem: '550 no such user' })
    expect(await show(sent)).toMatchObject({ state: 'sent', lastProblem: null, canBeRetried: false })
    platform.clock.advance(day)
    expect(await takeMail(platform)).toBeNull()
    const { rows } = await sql`select id from notifications.mail where sealed_body is null`.execute(
      platform.database.reader,
    )
    expect(rows).toEqual([{ id: sent }])
  })

  it('keeps mails while the mail server is down, and asks it with few of them only', async () => {
    const [port] = await freePorts(1)
    platform.configure({ mail: { ...mail, port } })
    for (let i = 0; i < 12; i++) await queueSample(platform)
    await deliverMails(platform, never)
    const { rows } = await sql<{ tries: number; last_problem: string | null }>`
      select tries, last_problem from notifications.mail where state = 'queued'`.execute(
      platform.database.reader,
    )
    expect(rows).toHaveLength(12)
    const tried = rows.filter(({ tries }) => tries > 0)
    expect(tried.length).toBeGreaterThan(0)
    expect(tried.length).toBeLessThanOrEqual(4)
    for (const { last_problem } of tried) expect(last_problem).toMatch(/no connection to the mail server/)
  })

  it('says which setting cannot be read, and tries again', async () => {
    platform.configure({ mail: { ...mail, security: 'tls', username: 'n', passwordFile: 'missing' } })
    const id = await queueSample(platform)
    await deliverMails(platform, never)
    expect(await show(id)).toMatchObject({
      state: 'queued',
      lastProblem: 'mail.passwordFile cannot be read (ENOENT)',
    })
  })

  it('sends no mail whose link has run out', async () => {
    const id = await queueSample(platform, { usefulUntil: platform.clock.now() + 10 * minute })
    platform.clock.advance(10 * minute)
    await deliverMails(platform, never)
    expect(await show(id)).toMatchObject({
      state: 'failed',
      tries: 0,
      lastProblem: expect.stringMatching(/link/),
    })
  })

  it('marks mails as not sent without a mail server, from the first moment or when it is taken out', async () => {
    const queued = await queueSample(platform)
    platform.configure({})
    const unsent = await queueSample(platform)
    expect(await show(unsent)).toMatchObject({ state: 'not-sent', nextTryAt: null, sentAt: null })
    await deliverMails(platform, never)
    expect(await show(queued)).toMatchObject({ state: 'not-sent', canBeOpened: true })
  })

  it('does not wait for years after the clock was set back', async () => {
    const id = await queueSample(platform)
    const taken = await takeMail(platform)
    await settleMail(platform, taken!, { kind: 'unreachable', reason: 'away' })
    platform.clock.set(platform.clock.now() - 1000 * day)
    expect(await takeMail(platform)).toMatchObject({ id })
  })

  it('fails a mail whose sealed body was moved from another', async () => {
    const [id, other] = [await queueSample(platform), await queueSample(platform)]
    await platform.database.transaction((tx) =>
      sql`update notifications.mail set sealed_body = (select sealed_body from notifications.mail where id = ${other})
        where id = ${id}`.execute(tx),
    )
    await deliverMails(platform, never)
    await deliverMails(platform, never)
    expect(await show(id)).toMatchObject({
      state: 'failed',
      lastProblem: expect.stringMatching(/cannot be opened/),
    })
    expect(await show(other)).toMatchObject({ state: 'queued' })
  })

  it('forgets bodies and rows in time, and a person at once', async () => {
    const personId = '01900000-0000-7000-8000-000000000001'
    const waiting = await queueSample(platform)
    platform.configure({})
    const unsent = await queueSample(platform)
    await queueSample(platform, { personId })
    platform.configure({ mail })
    expect(await platform.database.transaction((tx) => forgetMailsOf(tx, personId))).toBe(1)
    platform.clock.advance(bodyKeptMs)
    await cleanUpMails(platform)
    expect(await show(unsent)).toMatchObject({ canBeRetried: true })
    platform.clock.advance(1)
    await cleanUpMails(platform)
    expect(await show(unsent)).toMatchObject({ canBeRetried: false })
    platform.clock.advance(rowKeptMs)
    await cleanUpMails(platform)
    await expect(show(unsent)).rejects.toMatchObject({ code: 'not-found' })
    expect(await show(waiting)).toMatchObject({ state: 'queued' })
  })

  it('does not begin anything once it is to stop', async () => {
    const id = await queueSample(platform)
    await deliverMails(platform, AbortSignal.abort())
    expect(await show(id)).toMatchObject({ tries: 0 })
  })
})
