import { CloudEvent, HTTP, type Message } from 'cloudevents'
import { beforeAll, expect, test } from 'vitest'
import { cloudEventsEndpoints } from '../../server/src/engine/events/receive/cloudevents/endpoints.ts'
import { describeEachDatabase } from '../harness/databases.ts'
import { openReceivers } from '../harness/event-receivers.ts'

describeEachDatabase("the CloudEvents SDK's messages", (open) => {
  let receivers: Awaited<ReturnType<typeof openReceivers>>
  beforeAll(async () => {
    receivers = await openReceivers(open, cloudEventsEndpoints)
  })

  const deliver = ({ headers, body }: Message) =>
    receivers.send(
      '/api/v1/cloudevents',
      typeof body === 'string' ? body : Buffer.from(body as Uint8Array),
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    )

  test.each([
    ['JSON', 'application/json', { user: { name: 'Jürgen' }, list: [1, null] }],
    ['text', 'text/plain', 'Grüße'],
  ])('are the same event in each mode, with %s', async (kind, datacontenttype, data) => {
    const time = new Date(receivers.platform.clock.now() - 60_000)
    const event = new CloudEvent({
      id: `${kind} 100% "1"`,
      source: '/shop/orders',
      type: 'com.example.order.created',
      subject: 'orders/1?x=a,b; "c"',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      time: time.toISOString(),
      datacontenttype,
      data,
    })
    const [binary, structured] = [HTTP.binary(event), HTTP.structured(event)]
    const stored = await receivers.newRows(async () => {
      expect((await deliver(binary)).json).toMatchObject({ stored: 1, repeated: 0 })
      expect((await deliver(structured)).json).toMatchObject({ stored: 0, repeated: 1 })
    })
    const [row] = stored
    expect(row).toMatchObject({ action: 'com.example.order.created', at: time })
    const kept = JSON.parse(row?.body ?? '') as object
    expect(kept).toEqual(JSON.parse(String(structured.body)))
  })
})
