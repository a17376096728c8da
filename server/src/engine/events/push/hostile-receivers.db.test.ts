import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { storeEvents } from '../../../../../test/harness/event-source.ts'
import * as contract from './contract.ts'
import { openPushTown, type PushTown } from '../../../../../test/harness/push-town.ts'

interface Tried {
  readonly status: number | null
  readonly problem: string | null
  readonly answer: string
}

/** Somewhat more than the 15 s that a try may take. */
const patienceMs = 17_000

describeEachDatabase('webhooks to receivers that mean harm', (open) => {
  let town: PushTown
  let endpoint: string
  beforeEach(async () => {
    town = await openPushTown(open)
    endpoint = (await town.create()).id
  })
  afterEach(() => town.close())

  const ping = async () => {
    const began = performance.now()
    const tried = await town.call<Tried>(contract.testPushEndpoint, { endpoint })
    return { ...tried, took: performance.now() - began }
  }

  it('follows no redirect, wherever it leads, and asks nobody else', async () => {
    let others = 0
    const other = createServer((socket) => {
      others++
      socket.end()
    })
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const { port } = other.address() as AddressInfo
    for (const location of [
      `http://127.0.0.1:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      '//[::1]/',
      '/hook',
    ])
      for (const status of [301, 302, 303, 307, 308]) {
        town.receiver.answer((_, response) => response.writeHead(status, { location }).end())
        expect(await ping()).toMatchObject({ status: null, problem: 'too-many-redirects' })
      }
    expect(others).toBe(0)
    expect(town.receiver.arrived).toHaveLength(20)
    other.close()
  })

  it('goes to no private address, under whatever name and however the host is spelt', async () => {
    const urls = [
      'https://localhost/',
      'https://localhost.:8443/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://[::ffff:127.0.0.1]/',
    ]
    for (const url of urls) {
      const made = await town.create({ url }).catch((error: { reason: string }) => error)
      if ('reason' in made) expect(made.reason).toBe('push-url-not-allowed')
      else {
        const tried = await town.call<Tried>(contract.testPushEndpoint, { endpoint: made.id })
        expect([url, tried.status]).toEqual([url, null])
        expect(['address-not-allowed', 'unreachable']).toContain(tried.problem)
      }
    }
    expect(town.receiver.arrived).toHaveLength(0)
  })

  it('reads no endless body, keeps 1,000 bytes of a long one, and none of its characters do harm', async () => {
    town.receiver.answer((_, response) => {
      response.writeHead(200)
      const more = () => {
        while (response.write(Buffer.alloc(65_536, 'x')));
        response.once('drain', more)
      }
      more()
      response.on('close', () => response.removeListener('drain', more))
    })
    expect(await ping()).toMatchObject({ status: null, problem: 'body-too-large' })
    const body = `\0<script>alert(1)</script>\u001b[2J${'ü'.repeat(5_000)}`
    town.receiver.answer((_, response) => response.writeHead(500, { 'x-a': 'b'.repeat(1_000) }).end(body))
    await storeEvents(town.platform, town.source, [{ n: 1 }])
    await town.turn(endpoint)
    const { deliveries } = await town.call<{ deliveries: { last: Tried }[] }>(
      contract.listPushDeliveries,
      { endpoint },
      { query: {} },
    )
    expect(deliveries[0]?.last).toMatchObject({ status: 500, problem: 'status-500' })
    expect(Buffer.byteLength(deliveries[0]?.last.answer ?? '')).toBeLessThanOrEqual(1_003)
  })

  it('lets go of one that hangs, and of one that dribbles, after 15 seconds', async () => {
    const late = async () => expect(await ping()).toMatchObject({ status: null, problem: 'timeout' })
    town.receiver.answer(() => {})
    const began = performance.now()
    await late()
    town.receiver.answer((_, response) => {
      response.writeHead(200)
      const drop = setInterval(() => response.write('.'), 200)
      response.on('close', () => clearInterval(drop))
    })
    await late()
    expect(performance.now() - began).toBeLessThan(2 * patienceMs)
  }, 60_000)

  it('survives what is no HTTP', async () => {
    for (const words of [
      '',
      'HTTP/9.9 what\r\n\r\n',
      'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort',
      `HTTP/1.1 200 OK\r\na: ${'b'.repeat(40_000)}\r\n\r\n`,
    ]) {
      const server = createServer((socket) => {
        socket.on('error', () => {})
        socket.end(words)
      })
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      town.platform.probeHosts.add(host)
      await town.call(contract.changePushEndpoint, { endpoint }, { body: { url: `http://${host}/` } })
      const { status, problem } = await ping()
      expect(status).toBeNull()
      expect(['bad-answer', 'header-too-large']).toContain(problem)
      server.close()
    }
  })
})
