import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { deliverMails } from '../../server/src/engine/notifications/deliver-mails.ts'
import { notifications } from '../../server/src/engine/notifications/index.ts'
import { readMail } from '../../server/src/engine/notifications/list-mails.ts'
import { everyNotice, harmless } from '../../server/src/engine/identity/notices/testing/sample-values.ts'
import { minute, second } from '../../server/src/kernel/clock.ts'
import { languages } from '../../server/src/kernel/language.ts'
import { openMailServer } from '../../server/src/platform/mail/mail-server.ts'
import { openDatabase } from '../../server/src/platform/database/database.ts'
import { migrate } from '../../server/src/platform/database/migrate.ts'
import { log } from '../../server/src/engine/log/index.ts'
import { scratchDatabase } from '../harness/databases.ts'
import { testPlatform, type TestPlatform } from '../harness/platform.ts'
import { queueSample, sampleLink } from '../harness/sample-mail.ts'
import { startCuttingProxy, type CuttingProxy } from './mail/cutting-proxy.ts'
import { prepareExim, type Exim } from './mail/exim.ts'

const from = 'trust@example.com'
const never = new AbortController().signal
const cleanups: (() => unknown)[] = []
let exim: Exim
let wire: CuttingProxy
let platform: TestPlatform

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nachweis-exim-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  exim = await prepareExim({ folder })
  cleanups.push(() => exim.kill9())
  await exim.start()
  wire = await startCuttingProxy(exim.port)
  cleanups.push(() => wire.close())
  const scratch = await scratchDatabase('embedded')
  cleanups.push(scratch.drop)
  const database = await openDatabase(scratch)
  cleanups.push(() => database.close())
  await migrate(database, [log, notifications])
  platform = await testPlatform(database)
  platform.configure({
    provider: { name: 'Müller & Söhne "Telefonie" GmbH', contact: 'sicherheit@example.de' },
    mail: { from, host: '127.0.0.1', port: wire.port, security: 'none' },
  })
})

afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

beforeEach(async () => {
  wire.cut('nowhere')
  await platform.database.transaction((tx) => sql`delete from notifications.mail`.execute(tx))
})

/** What lies in the maildir under this Message-ID. */
async function arrived(id: string) {
  const messages = await Promise.all(exim.delivered().map((message) => simpleParser(message)))
  return messages.filter(({ messageId }) => messageId === `<${id}@example.com>`)
}

const oneArrives = async (id: string, count = 1) => {
  await expect.poll(async () => (await arrived(id)).length, { timeout: 20_000 }).toBe(count)
  return (await arrived(id))[0]!
}

const show = (id: string) => readMail(platform, id)

it('brings text and HTML in the language of the recipient, word for word', async () => {
  const ids = { de: await queueSample(platform), en: await queueSample(platform, { language: 'en' }) }
  await deliverMails(platform, never)
  for (const language of languages) {
    const mail = await oneArrives(ids[language])
    expect(await show(ids[language])).toMatchObject({ state: 'sent', tries: 1 })
    expect(mail.subject).toBe(language === 'de' ? 'Grüße an Zoë' : 'Greetings to Zoë')
    expect(mail.from?.value).toEqual([{ name: 'Müller & Söhne "Telefonie" GmbH', address: from }])
    expect([mail.to].flat().map((to) => to?.text)).toEqual(['zoe@example.org'])
    expect(mail.text).toContain(language === 'de' ? 'schön, dass Sie da sind' : 'good to have you here')
    expect(mail.text?.split('\n')).toContain(sampleLink)
    expect(mail.html).toContain(`<html lang="${language}">`)
    expect(mail.html).toContain(`href="${sampleLink}"`)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.attachments).toEqual([])
  }
})

it('brings every notice unchanged, also with a hostile name', async () => {
  const server = await openMailServer(platform.configuration().mail!, '/')
  const hostile = 'Eve\r\nBcc: victim@example.org\r\n\r\n.\r\n<b>"Hello"</b> \u202e'
  const brought = [harmless, { words: hostile, device: { de: hostile, en: hostile }, address: hostile }]
  const notices = brought.flatMap((each) => everyNotice(each))
  let sent = 0
  for (const notice of notices) {
    for (const language of languages) {
      const content = notice.render(language)
      const messageId = `notice-${sent++}@example.com`
      const envelope = { from: { name: hostile, address: from }, to: 'zoe@example.org', language, messageId }
      expect(await server.send({ ...envelope, ...content }, never)).toEqual({ kind: 'sent' })
    }
  }
  const hasAll = () => exim.delivered().filter((message) => message.includes('<notice-')).length
  await expect.poll(hasAll, { timeout: 60_000 }).toBe(sent)
  const messages = await Promise.all(exim.delivered().map((message) => simpleParser(message)))
  for (let i = 0; i < sent; i++) {
    const content = notices[Math.floor(i / 2)]!.render(languages[i % 2]!)
    const [mail, ...more] = messages.filter(({ messageId }) => messageId === `<notice-${i}@example.com>`)
    expect(more).toEqual([])
    expect(mail!.subject).toBe(content.subject)
    expect(mail!.text?.trimEnd()).toBe(content.text.trimEnd())
    expect((mail!.html || '').trimEnd()).toBe(content.html.trimEnd())
    expect(mail!.bcc).toBeUndefined()
    expect(mail!.headers.get('envelope-to')).toBe('zoe@example.org')
  }
})

it('waits for a mail server that is down, and sends when it is back', async () => {
  await exim.kill9()
  const id = await queueSample(platform)
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'queued', tries: 1 })
  expect((await show(id)).lastProblem).toMatch(/the connection to the mail server broke|no connection/)
  await exim.start()
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'queued', tries: 1 })
  platform.clock.advance(40 * second)
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'sent', tries: 2, lastProblem: null })
  await oneArrives(id)
})

it('gives up a recipient that is refused for good, and comes back to one that is refused for now', async () => {
  const [unknown, later] = [
    await queueSample(platform, { recipient: 'unknown@example.org' }),
    await queueSample(platform, { recipient: 'later@example.org' }),
  ]
  const fine = await queueSample(platform)
  await deliverMails(platform, never)
  expect(await show(unknown)).toMatchObject({
    state: 'failed',
    lastProblem: '550 there is nobody of this name',
  })
  expect(await show(later)).toMatchObject({ state: 'queued', lastProblem: '451 come back later' })
  expect(await show(fine)).toMatchObject({ state: 'sent' })
})

it('loses nothing when the server is killed in the middle of the content', async () => {
  wire.cut('inside the content', () => exim.kill9())
  const id = await queueSample(platform)
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'queued', tries: 1 })
  await exim.start()
  wire.cut('nowhere')
  platform.clock.advance(minute)
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'sent', tries: 2 })
  await oneArrives(id)
})

it('at worst doubles, under one Message-ID, what was taken but not confirmed', async () => {
  wire.cut('before the confirmation arrives')
  const id = await queueSample(platform)
  await deliverMails(platform, never)
  await oneArrives(id)
  expect(await show(id)).toMatchObject({ state: 'queued', tries: 1 })
  wire.cut('nowhere')
  platform.clock.advance(minute)
  await deliverMails(platform, never)
  expect(await show(id)).toMatchObject({ state: 'sent', tries: 2 })
  await oneArrives(id, 2)
})

it('lets a message under way end when it is to stop, and begins no other', async () => {
  const ids: string[] = []
  for (let i = 0; i < 12; i++) ids.push(await queueSample(platform))
  const stopping = new AbortController()
  wire.onContent(() => stopping.abort())
  await deliverMails(platform, stopping.signal)
  const states = await Promise.all(ids.map(show))
  const sent = states.filter(({ state }) => state === 'sent')
  expect(sent.length).toBeGreaterThan(0)
  expect(sent.length).toBeLessThanOrEqual(4)
  expect(states.filter(({ state, tries }) => state === 'queued' && tries > 0)).toEqual([])
  await deliverMails(platform, never)
  for (const id of ids) await oneArrives(id)
})
