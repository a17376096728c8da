import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { until, post, withoutBrowser } from '../harness/operate.ts'
import { startPostgres } from '../harness/postgres.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from '../harness/signed-in.ts'

const erasedMs = 60_000
const reason = 'Art. 17 DSGVO'
const value = 'Frieda.Fort@kunde.example'

describe.each(['embedded', 'postgres'] as const)('how long events stay, on %s', (kind) => {
  let server: RunningServer
  let database: Awaited<ReturnType<typeof startPostgres>> | null = null
  let owner: SignedInPerson
  let customer: SignedInPerson

  beforeAll(async () => {
    database = kind === 'postgres' ? await startPostgres() : null
    server = await startServer({
      environment: withoutBrowser,
      databaseUrl: database?.url('postgres') ?? null,
    })
    owner = await setUpOwner(server)
    customer = await makeCustomer(server, owner.caller, 'Kunde AG', 'admin@kunde.example')
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    await database?.stop()
  })

  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
    (await requireDone(owner.caller.call(method, `/api/v1/events/${path}`, body))).body
  const verdictOf = async (claim: string) =>
    JSON.parse((await post(server, `/api/v1/checks/audit-log/${claim}/run`))?.text ?? '{}') as {
      results: { verdict: string; code: string }[]
    }
  const codes = async () => [
    JSON.stringify(await verdictOf('events-complete')),
    JSON.stringify(await verdictOf('retention')),
  ]

  test('without events the checks know nothing', async () => {
    for (const seen of await codes()) expect(seen).toContain('no-events-yet')
  })

  test('a person is held, then erased; all else stays, and the checks agree', async () => {
    const sources = `/api/v1/organisations/${owner.organisation}/event-sources`
    const made = async (path: string, body: object) =>
      (await requireDone(owner.caller.call('POST', path, body))).body
    const settings = { customer: customer.organisation, dataType: 'security', purpose: 'security' }
    const source = await made(sources, { name: 'Shop', settings })
    const token = await made(`${sources}/${String(source['id'])}/tokens`, { name: 'T', days: 90 })
    const events = Array.from({ length: 30 }, (_, n) => ({
      actor: n % 3 === 0 ? value : 'bert',
      action: 'login',
      n,
    }))
    const sent = await fetch(`${server.baseUrl}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(token['secret'])}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    expect(await sent.json()).toMatchObject({ stored: 30 })
    const endsAt = new Date(Date.now() + 86_400_000).toISOString()
    const hold = await call('POST', 'holds', { organisation: customer.organisation, reason: 'Klage', endsAt })
    const person = { organisation: customer.organisation, value: value.toLowerCase() }
    expect(await call('POST', 'erasures/preview', person)).toMatchObject({
      complete: true,
      holds: [{ hold: hold['id'], count: 10 }],
    })
    await call('POST', `holds/${String(hold['id'])}/end`, { reason: 'verglichen' })
    const { id } = await call('POST', 'erasures', { ...person, reason })
    const shown = () => call('GET', `erasures/${String(id)}`)
    await until('the person is erased', async () => (await shown())['state'] === 'done', erasedMs)
    expect(await shown()).toMatchObject({ complete: true, classes: [{ dataType: 'security', erased: 10 }] })
    for (const seen of await codes()) expect(seen).toContain('"verdict":"holds"')
    const { classes } = (await call('GET', 'retention')) as {
      classes: { dataType: string; estimatedCount: number }[]
    }
    expect(classes.find(({ dataType }) => dataType === 'security')?.estimatedCount).toBe(20)
  })
})
