import { setTimeout as wait } from 'node:timers/promises'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { addEventSource, storeEvents } from '../../../../../test/harness/event-source.ts'
import { openInstallation, type Installation } from '../../../../../test/harness/installation.ts'
import { addPerson, type AddedPerson } from '../../../../../test/harness/people.ts'
import { identityWriter } from '../../identity/tables.ts'
import { openLog } from '../../log/index.ts'
import type { Source } from '../sources/settings.ts'

describeEachDatabase('the live stream at the door', (open) => {
  let installation: Installation
  let person: AddedPerson
  let source: Source
  beforeAll(async () => {
    installation = await openInstallation(open)
    await openLog(installation.platform, 'doors.example/log')
    person = await addPerson(installation.platform, { roles: ['admin'] })
    source = await addEventSource(installation.platform, person.organisationId)
  })
  afterAll(() => installation.close())

  const cookie = ({ browser } = person) =>
    [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const base = () => new URL(installation.platform.addresses().http)
  const path = (kind: 'event-stream' | 'event-socket', query = '', organisation = person.organisationId) =>
    `/api/v1/organisations/${organisation}/${kind}${query}`
  const store = (count: number) =>
    storeEvents(
      installation.platform,
      source,
      Array.from({ length: count }, (_, n) => ({ action: 'a', n })),
    )

  interface Opened {
    readonly status: number
    readonly type: string
    text(): string
    readonly ended: Promise<unknown>
    close(): void
  }
  const openStream = (target: string, headers: Record<string, string> = {}): Promise<Opened> =>
    new Promise((resolve, reject) => {
      const sending = request(
        new URL(target, base()),
        { headers: { cookie: cookie(), ...headers }, agent: false },
        (answer) => {
          let text = ''
          answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
          const ended = new Promise((done) => answer.on('close', done).on('error', done))
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            text: () => text,
            ended,
            close: () => sending.destroy(),
          })
        },
      )
      sending.on('error', reject)
      sending.end()
    })
  const idsIn = (text: string) =>
    text
      .split('\n\n')
      .filter((block) => /^data: /m.test(block))
      .map((block) => /^id: (.*)$/m.exec(block)?.[1])
  const until = async (is: () => boolean) => {
    for (let n = 0; n < 200 && !is(); n++) await wait(50)
    expect(is()).toBe(true)
  }
  const openSocket = (target: string, headers: Record<string, string>) =>
    new Promise<{
      status: number
      body: string
      messages: string[]
      socket: WebSocket
      closed: Promise<[number, string]>
    }>((resolve) => {
      const url = new URL(target, base())
      url.protocol = 'ws:'
      const socket = new WebSocket(url, { headers })
      const messages: string[] = []
      const closed = new Promise<[number, string]>((done) =>
        socket.on('close', (code, reason) => done([code, String(reason)])),
      )
      socket.on('message', (data) => messages.push((data as Buffer).toString('utf8')))
      socket.on('error', () => {})
      socket.on('open', () => resolve({ status: 101, body: '', messages, socket, closed }))
      socket.on('unexpected-response', (_, answer) => {
        let body = ''
        answer.on('data', (chunk) => (body += String(chunk)))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, messages, socket, closed }))
      })
    })

  it('tells from the cursor or Last-Event-ID on, and says at once where it stands', async () => {
    const ids = await store(3)
    const first = await openStream(path('event-stream', `?cursor=${ids[0]}&q=action:a`))
    expect([first.status, first.type]).toEqual([200, 'text/event-stream'])
    await until(() => idsIn(first.text()).length === 2)
    expect(idsIn(first.text())).toEqual(ids.slice(1))
    const second = await openStream(path('event-stream', `?cursor=${ids[0]}`), { 'last-event-id': ids[1]! })
    await until(() => second.text().includes(`id: ${ids[1]}\n\n`) && idsIn(second.text()).length === 1)
    const live = await store(1)
    await until(() => idsIn(first.text()).includes(live[0]) && idsIn(second.text()).includes(live[0]))
    first.close()
    second.close()
  })

  it('refuses whom and what it must, in words', async () => {
    const other = await addPerson(installation.platform, { roles: ['admin'] })
    const tries: [string, Record<string, string>, number, string][] = [
      [path('event-stream'), { cookie: '' }, 401, 'not-signed-in'],
      [path('event-stream', '', other.organisationId), {}, 404, 'no-such-organisation'],
      [path('event-stream', '?everywhere=true'), {}, 403, 'not-permitted'],
      [path('event-stream', '?cursor=nonsense'), {}, 400, 'cursor-unknown'],
      [path('event-stream', `?cursor=${Number.MAX_SAFE_INTEGER}.0`), {}, 400, 'cursor-unknown'],
      [path('event-stream', '?q=actor:('), {}, 400, 'query-malformed'],
      [path('event-socket'), {}, 400, 'websocket-only'],
    ]
    for (const [target, headers, status, reason] of tries) {
      const opened = await openStream(target, headers)
      await opened.ended
      expect([target, opened.status, opened.text()]).toEqual([
        target,
        status,
        expect.stringContaining(reason),
      ])
    }
  })

  it('opens sockets for its own site alone', async () => {
    const [origin, host] = [base().origin, base().host]
    const ids = await store(2)
    const opened = await openSocket(path('event-socket', `?cursor=${ids[0]}`), {
      cookie: cookie(),
      origin,
      host,
    })
    expect(opened.status).toBe(101)
    await until(() => opened.messages.length >= 2)
    expect(JSON.parse(opened.messages[0]!)).toEqual({ cursor: ids[0] })
    expect(JSON.parse(opened.messages[1]!)).toMatchObject({ id: ids[1], event: { id: ids[1], action: 'a' } })
    const refused: [Record<string, string>, number, string][] = [
      [{ cookie: cookie(), origin: 'https://evil.example' }, 403, 'from-another-site'],
      [{ cookie: cookie() }, 403, 'from-another-site'],
      [{ cookie: cookie(), origin: 'null' }, 403, 'from-another-site'],
      [{ origin }, 401, 'not-signed-in'],
      [{ authorization: 'Bearer nw_wrong', origin }, 401, 'access-key-unknown'],
    ]
    for (const [headers, status, reason] of refused) {
      const one = await openSocket(path('event-socket'), headers)
      expect([headers, one.status, one.body]).toEqual([headers, status, expect.stringContaining(reason)])
    }
    expect((await openSocket('/healthz', {})).status).toBe(400)
    opened.socket.send('x'.repeat(5_000))
    expect((await opened.closed)[0]).toBe(1009)
  })

  it('lets ten streams of one person be, and no more; a place is free again when one ends', async () => {
    const streams: Opened[] = []
    for (let n = 0; n < 10; n++) streams.push(await openStream(path('event-stream')))
    const eleventh = await openStream(path('event-stream'))
    await eleventh.ended
    expect([eleventh.status, eleventh.text()]).toEqual([429, expect.stringContaining('too-many-streams')])
    streams[0]?.close()
    await wait(300)
    const again = await openStream(path('event-stream'))
    expect(again.status).toBe(200)
    for (const each of [...streams, again]) each.close()
    await wait(300)
  })

  it('ends within seconds when the session ends, on both ways', async () => {
    const leaving = await addPerson(installation.platform, { roles: ['admin'] })
    const [origin, host] = [base().origin, base().host]
    const target = (kind: 'event-stream' | 'event-socket') => path(kind, '', leaving.organisationId)
    const stream = await openStream(target('event-stream'), { cookie: cookie(leaving) })
    const socket = await openSocket(target('event-socket'), { cookie: cookie(leaving), origin, host })
    expect([stream.status, socket.status]).toEqual([200, 101])
    await installation.database.transaction((tx) =>
      identityWriter(tx).deleteFrom('identity.session').where('person_id', '=', leaving.id).execute(),
    )
    await stream.ended
    expect(stream.text()).toContain('event: end')
    expect(await socket.closed).toEqual([1008, 'no-longer-permitted'])
  }, 30_000)

  it('keeps nothing for a reader that stands still, and loses nothing of what it missed', async () => {
    const [from] = await store(1)
    const slow = await new Promise<{ resume: () => void; text: () => string; close: () => void }>(
      (resolve) => {
        const sending = request(
          new URL(path('event-stream', `?cursor=${from}`), base()),
          { headers: { cookie: cookie() }, agent: false },
          (answer) => {
            let text = ''
            answer.pause()
            answer.setEncoding('utf8')
            resolve({
              resume: () => answer.on('data', (chunk: string) => (text += chunk)).resume(),
              text: () => text,
              close: () => sending.destroy(),
            })
          },
        )
        sending.end()
      },
    )
    const big = Array.from({ length: 200 }, (_, n) => ({ action: 'big', n, filler: 'x'.repeat(30_000) }))
    const ids = await storeEvents(installation.platform, source, big)
    const before = process.memoryUsage().rss
    await wait(3_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    slow.resume()
    await until(() => idsIn(slow.text()).length === ids.length)
    expect(idsIn(slow.text())).toEqual(ids)
    slow.close()
  }, 60_000)
})
