import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../../../test/harness/databases.ts'
import { openReceivers } from '../../../../../../test/harness/event-receivers.ts'
import { cloudEventsEndpoints } from './endpoints.ts'

type Receivers = Awaited<ReturnType<typeof openReceivers>>

describeEachDatabase('CloudEvents over HTTP', (open) => {
  let receivers: Receivers
  beforeAll(async () => {
    receivers = await openReceivers(open, cloudEventsEndpoints)
  })
  const send: Receivers['send'] = (...call) => receivers.send(...call)
  const newRows: Receivers['newRows'] = (run) => receivers.newRows(run)

  const event = (id: string) => ({ specversion: '1.0', id, source: '/shop', type: 'order.created' })
  const structured = { 'content-type': 'application/cloudevents+json' }
  const batch = { 'content-type': 'application/cloudevents-batch+json' }

  it('is stored once, whatever the mode', async () => {
    const stored = await newRows(async () => {
      const first = await send('/api/v1/cloudevents', JSON.stringify(event('c-1')), structured)
      expect([first.status, first.json]).toMatchObject([200, { stored: 1, repeated: 0, refused: [] }])
      const binary = {
        'ce-specversion': '1.0',
        'ce-id': 'c-1',
        'ce-source': '/shop',
        'ce-type': 'order.created',
      }
      const again = await send('/api/v1/cloudevents', '', binary)
      expect(again.json).toEqual({ stored: 0, repeated: 1, refused: [], ids: first.json['ids'] })
      const other = { ...event('c-1'), source: '/warehouse' }
      const both = await send('/api/v1/cloudevents', JSON.stringify([event('c-1'), other, 5]), batch)
      expect(both.json).toMatchObject({ stored: 1, repeated: 1, refused: [{ line: 3 }] })
    })
    expect(stored.map(({ body }) => JSON.parse(body).source)).toEqual(['/shop', '/warehouse'])
    expect(stored[0]?.action).toBe('order.created')
  })

  it('answers the handshake of webhooks, to whoever names itself', async () => {
    const ask = (headers: Record<string, string>) =>
      send('/api/v1/cloudevents', undefined, headers, 'OPTIONS')
    const origin = { 'webhook-request-origin': 'eventemitter.example.com' }
    const anyone = await ask({ ...origin, authorization: '' })
    expect([
      anyone.status,
      anyone.header('webhook-allowed-origin'),
      anyone.header('webhook-allowed-rate'),
    ]).toEqual([200, 'eventemitter.example.com', '*'])
    expect(anyone.header('allow')).toContain('POST')
    const slow = await receivers.addSource('Slow', { eventsPerSecondMax: 2 })
    const known = { ...origin, authorization: `Bearer ${slow.token}` }
    expect((await ask({ ...known, 'webhook-request-rate': '60' })).header('webhook-allowed-rate')).toBe('60')
    expect((await ask({ ...known, 'webhook-request-rate': '9000' })).header('webhook-allowed-rate')).toBe(
      '120',
    )
    expect((await ask({ ...origin, authorization: 'Bearer nwe_no' })).status).toBe(401)
    for (const wrong of ['', 'a b', 'x'.repeat(254), '*', 'a,b'])
      expect([wrong, (await ask({ 'webhook-request-origin': wrong })).status]).toEqual([wrong, 400])
  })

  it('is refused in words', async () => {
    const wrong = await send('/api/v1/cloudevents', '{"specversion":"0.3"}', structured)
    expect([wrong.status, wrong.json['type']]).toEqual([400, 'urn:nachweis:problem:not-a-cloud-event'])
    expect((await send('/api/v1/cloudevents', '[]', batch)).json).toMatchObject({ stored: 0 })
    expect((await send('/api/v1/cloudevents', '{}', { ...structured, authorization: '' })).status).toBe(401)
  })
})
