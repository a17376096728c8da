import { bytes, defineRoute, response } from '../../../../kernel/route.ts'
import { acceptEvents, requestBytesMax } from '../../ingest/contract.ts'

export const acceptCloudEvents = defineRoute({
  name: 'accept-cloud-events',
  method: 'post',
  path: '/api/v1/cloudevents',
  summary:
    'Send CloudEvents 1.0: structured, as a batch, or in binary mode with ce- headers; answered once they are stored. `source` and `id` together make repeating safe',
  permission: 'public',
  ownCredentials: true,
  rawBytesMax: requestBytesMax,
  takes: 'application/cloudevents+json',
  body: bytes,
  output: acceptEvents.output,
})

export const greetCloudEventsSender = defineRoute({
  name: 'greet-cloud-events-sender',
  method: 'options',
  path: '/api/v1/cloudevents',
  summary:
    'The handshake of CloudEvents webhooks before the first delivery: whoever names itself in WebHook-Request-Origin may send',
  permission: 'public',
  ownCredentials: true,
  output: response,
})
