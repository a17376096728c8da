import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { Told } from './follow.ts'
import { tellSocket } from './socket.ts'

let sockets: WebSocketServer
let url: string
beforeEach(async () => {
  const server = createServer()
  sockets = new WebSocketServer({ server })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
  sockets.on('close', () => server.close())
})
afterEach(() => sockets.close())

/** Connects, and tells the connection this; answers what its reader sees. */
async function tell(told: AsyncGenerator<Told>, patienceMs: number) {
  let ends = 0
  const reader = new WebSocket(url)
  const texts: string[] = []
  reader.on('message', (data) => texts.push((data as Buffer).toString('utf8')))
  const closed = new Promise<[number, string]>((done) =>
    reader.on('close', (code, reason) => done([code, reason.toString('utf8')])),
  )
  const other = await new Promise<WebSocket>((opened) => sockets.once('connection', opened))
  await new Promise((opened) => reader.once('open', opened))
  const over = tellSocket(other, told, '1.0', () => ends++, patienceMs)
  return { reader, texts, closed, over, other, ends: () => ends }
}

test('one that stands still is held back, then closed with the cursor to resume from', async () => {
  let asked = 0
  async function* endless(): AsyncGenerator<Told> {
    for (;;)
      yield { kind: 'events', events: [{ id: `2.${asked++}`, text: JSON.stringify('x'.repeat(1_000_000)) }] }
  }
  const { reader, closed, over, other, ends } = await tell(endless(), 500)
  const stream = (reader as unknown as { _socket: Socket })._socket
  stream.pause()
  await over
  expect(ends()).toBe(1)
  expect(other.bufferedAmount).toBeLessThan(3_000_000)
  expect(asked).toBeLessThan(30)
  stream.resume()
  const [code, cursor] = await closed
  // The close may have been cut off with what was never read; the last id that came is then the cursor.
  expect([1006, 1013]).toContain(code)
  if (code === 1013) expect(cursor).toBe(`2.${asked - 2}`)
})

test('says where it stands, tells events, and ends with its reason', async () => {
  async function* some(): AsyncGenerator<Told> {
    yield { kind: 'events', events: [{ id: '2.0', text: '{"a":1}' }] }
    yield { kind: 'still', cursor: '3.999999' }
    yield { kind: 'end', cursor: '3.999999' }
  }
  const { texts, closed, over, ends } = await tell(some(), 500)
  await over
  expect(await closed).toEqual([1008, 'no-longer-permitted'])
  expect(texts.map((each) => JSON.parse(each))).toEqual([
    { cursor: '1.0' },
    { id: '2.0', event: { a: 1 } },
    { cursor: '3.999999' },
    { cursor: '3.999999' },
  ])
  expect(ends()).toBe(1)
})

test('a reader that goes away ends the telling', async () => {
  let returned = false
  async function* waiting(): AsyncGenerator<Told> {
    try {
      for (let n = 0; ; n++) {
        await new Promise((done) => setTimeout(done, 20))
        yield { kind: 'still', cursor: `${n}.0` }
      }
    } finally {
      returned = true
    }
  }
  const { reader, over, ends } = await tell(waiting(), 500)
  reader.terminate()
  await over
  expect([returned, ends()]).toEqual([true, 1])
})
