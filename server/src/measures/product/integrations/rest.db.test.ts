import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../test/harness/databases.ts'
import { openInstallation, type Installation } from '../../../../../test/harness/installation.ts'
import { sequenceAll } from '../../../../../test/harness/sequence-all.ts'
import { observe, publish, recordEvidence, registry } from '../../../engine/claims/index.ts'
import { eventTree, openLog } from '../../../engine/log/index.ts'
import { modules } from '../../../system.ts'
import { judgeRest } from './checks/rest.ts'
import { tryRest, type RestObserved } from './try-rest.ts'

const busyMs = 150_000
const format = 'OpenAPI 3.1'

/** An answer on its way, which a test may spoil. */
interface Passing {
  readonly path: string
  status: number
  type: string
  body: string
}

describeEachDatabase('the published description against the interface', (open) => {
  let installation: Installation
  let sequencing: NodeJS.Timeout
  beforeAll(async () => {
    installation = await openInstallation(open)
    const { platform } = installation
    await openLog(platform, 'rest.example/log')
    const catalogue = registry(modules)
    await publish(platform, catalogue)
    const sources = catalogue.claims.get('audit-log/sources')?.claim.check?.observer
    if (!sources) throw new Error('no such check')
    const observed = await observe(platform, catalogue, sources, { id: 'installation' })
    await recordEvidence(platform, observed, { kind: 'system', name: 'claims' })
    Object.assign(platform.clock, { now: () => Date.now(), monotonic: () => performance.now() })
    sequencing = setInterval(() => void sequenceAll(platform, eventTree).catch(() => {}), 300)
  })
  afterAll(async () => {
    clearInterval(sequencing)
    await installation.close()
  })

  /** What the check sees when an answer of the product is another one. */
  const tryWith = async (spoil: (answer: Passing) => void): Promise<RestObserved> => {
    const { platform } = installation
    const { addresses } = platform
    const proxy = await startProxy(addresses().http, spoil)
    Object.assign(platform, { addresses: () => ({ ...addresses(), http: proxy.url }) })
    try {
      return await tryRest({ platform, signal: AbortSignal.timeout(busyMs) })
    } finally {
      Object.assign(platform, { addresses })
      await proxy.close()
    }
  }

  it(
    'holds for every operation',
    async () => {
      const seen = await tryRest({ platform: installation.platform, signal: AbortSignal.timeout(busyMs) })
      expect(seen.surprises).toEqual([])
      expect(judgeRest(seen, { format })).toMatchObject({ verdict: 'holds', code: 'as-described' })
      expect(seen.operations).toBeGreaterThan(140)
      expect(seen.read).toBeGreaterThan(35)
      expect(seen.validated).toBeGreaterThan(30)
      expect(seen.answers).toBeGreaterThan(230)
    },
    busyMs,
  )

  it.each<[string, string, string, (answer: Passing) => void]>([
    [
      'a field is gone',
      'GET /api/v1/me',
      'a body that breaks #/required',
      (answer) => {
        if (answer.path === '/api/v1/me' && answer.status === 200)
          answer.body = answer.body.replace('"session":', '"sitting":')
      },
    ],
    [
      'a number is a text',
      'GET /api/v1/organisations/{organisation}/event-histogram',
      'a body that breaks #/properties/total/type',
      (answer) => {
        if (answer.path.endsWith('/event-histogram'))
          answer.body = answer.body.replace(/"total":(\d+)/, '"total":"$1"')
      },
    ],
    [
      'a refusal is no problem+json',
      'DELETE /api/v1/me/sessions',
      'content type text/plain, which is not described',
      (answer) => {
        if (answer.path === '/api/v1/me/sessions' && answer.status === 401) answer.type = 'text/plain'
      },
    ],
    [
      'what is guarded answers anybody',
      'POST /api/v1/organisations/{organisation}/people',
      'status 200, not 401',
      (answer) => {
        if (answer.path.endsWith('/people') && answer.status === 401) answer.status = 200
      },
    ],
    [
      'what is not there is found',
      'GET /api/v1/organisations/{organisation}/push-endpoints/{endpoint}',
      'status 200, not 400 or 404',
      (answer) => {
        if (answer.path.includes('/push-endpoints/') && answer.status === 404) answer.status = 200
      },
    ],
  ])(
    'fails when %s',
    async (_, operation, found, spoil) => {
      const seen = await tryWith(spoil)
      expect(seen.surprises).toContainEqual(expect.objectContaining({ operation, found }))
      expect(judgeRest(seen, { format })).toMatchObject({ verdict: 'fails', code: 'not-as-described' })
    },
    busyMs,
  )

  it(
    'says nothing while the installation is busy',
    async () => {
      const seen = await tryWith((answer) => {
        if (answer.path.endsWith('/event-facets')) answer.status = 503
      })
      expect(judgeRest(seen, { format })).toMatchObject({ verdict: 'unknown', code: 'busy' })
    },
    busyMs,
  )
})

async function startProxy(upstream: string, spoil: (answer: Passing) => void) {
  const base = new URL(upstream)
  const pass = (request: IncomingMessage, done: (answer: IncomingMessage) => void) => {
    const { method, headers, url: path } = request
    const onwards = { host: base.hostname, port: base.port, method, path, headers, agent: false }
    return request.pipe(send(onwards, done))
  }
  const answerTo = (request: IncomingMessage, response: ServerResponse) =>
    pass(request, (answer) => {
      if (answer.headers['content-type']?.includes('event-stream')) {
        response.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(response)
        response.on('close', () => answer.destroy())
        return
      }
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const passing: Passing = {
          path: (request.url ?? '').split('?')[0] ?? '',
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        }
        spoil(passing)
        const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers
        response.writeHead(passing.status, { ...headers, 'content-type': passing.type }).end(passing.body)
      })
    })
  const server = createServer(answerTo)
  server.on('upgrade', (request, socket) => {
    const { headers, url: path } = request
    const sending = send({ host: base.hostname, port: base.port, path, headers, agent: false })
    sending.on('upgrade', (_, onwards) => {
      onwards.on('error', () => {})
      onwards.destroy()
      socket.on('error', () => {})
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    })
    sending.on('response', () => socket.destroy())
    sending.on('error', () => socket.destroy())
    sending.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
