import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { openConsoleBrowser, type ConsoleBrowser } from './console-browser.ts'
import { openLine, type Line } from './line.ts'
import { until, withoutBrowser } from './operate.ts'
import { startServer } from './server.ts'
import { makeCustomer, setUpOwner, type SignedInPerson } from './signed-in.ts'

export const customerName = 'Kanzlei Sommer'
const leafMs = 20_000
const patienceMs = 10_000

/** A provider with a customer and a source that has sent events about both. */
export interface Portal {
  readonly owner: SignedInPerson
  /** Of the customer. */
  readonly admin: SignedInPerson
  readonly browser: ConsoleBrowser
  /** Between browser and server. */
  readonly line: Line
  /** Events of anna (success) and bert (failure) at the provider, of kim at the customer; 60 of cron, every tenth a failure. */
  readonly ids: Readonly<Record<'anna' | 'bert' | 'kim', string>>
  /** Sends events as the source does; answers their ids once they are stored. */
  send(events: readonly object[]): Promise<string[]>
  close(): Promise<void>
}

/** An event in the words of OCSF, as the portal sends it. */
export const portalEvent = (actor: string, action: string, status: string, minutesAgo = 0) => ({
  time: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  actor: { user: { name: actor }, session: { uid: `s-${actor}` } },
  activity_name: action,
  status,
  src_endpoint: { ip: '192.0.2.7' },
  resource: { name: 'Konto 7' },
})

/** Starts a server, sends events to it and opens a browser in front of it. `configuration`: text of nachweis.yaml. */
export async function openPortal(configuration?: string): Promise<Portal> {
  const server = await startServer({
    environment: withoutBrowser,
    ...(configuration !== undefined && { configuration }),
  })
  const owner = await setUpOwner(server)
  const admin = await makeCustomer(server, owner.caller, customerName, 'admin@kunde.example')
  const base = `/api/v1/organisations/${owner.organisation}`
  const token = await addSource(owner, `${base}/event-sources`)
  const send = async (events: readonly object[]) => {
    const response = await fetch(`${server.baseUrl}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    const answer = (await response.json()) as { ids: string[] }
    expect(answer).toMatchObject({ stored: events.length, refused: [] })
    return answer.ids
  }
  const [anna, bert, kim] = (await send(firstEvents())) as [string, string, string]
  const leaf = async () => (await owner.caller.call('GET', `${base}/events/${bert}`)).body['leaf']
  await until('the events are leaves', async () => (await leaf()) !== null, leafMs)
  const line = await openLine(server.ports.http)
  const browser = await openConsoleBrowser({ ports: { ...server.ports, http: line.port } })
  const close = async () => {
    await browser.close()
    await line.close()
    await server.stop()
  }
  return { owner, admin, browser, line, ids: { anna, bert, kim }, send, close }
}

const firstEvents = () => [
  portalEvent('anna', 'login', 'success'),
  portalEvent('bert', 'login', 'failure'),
  { ...portalEvent('kim', 'file.read', 'success'), customer: customerName },
  ...Array.from({ length: 60 }, (_, n) =>
    portalEvent('cron', 'backup.run', n % 10 === 0 ? 'failure' : 'success', n),
  ),
]

/** Creates a source by the interface; answers its token. */
async function addSource({ caller }: SignedInPerson, path: string): Promise<string> {
  const { body } = await requireDone(caller.call('POST', path, { name: 'Webportal' }))
  const tokens = `${path}/${String(body['id'])}/tokens`
  const created = await requireDone(caller.call('POST', tokens, { name: 'Portal', days: 90 }))
  return String(created.body['secret'])
}

/** Chooses the language in which somebody is spoken to. */
export const speak = (person: SignedInPerson, language: 'de' | 'en') =>
  person.caller.call('PATCH', '/api/v1/me', { language })

/** The events in the list of a page. */
export const rowsOf = (page: Page) => page.locator('.event-row')

/** What a page will show before long: `await eventually(() => …).toBe(…)`. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: patienceMs })

/** Waits until the list has as many events. */
export async function seesRows(page: Page, count: number): Promise<void> {
  await eventually(() => rowsOf(page).count()).toBe(count)
}
