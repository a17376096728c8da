import { bytes, defineRoute, response } from '../../../../kernel/route.ts'
import { collectedBytesMax } from '../limits.ts'

export const exportLogs = defineRoute({
  name: 'export-logs',
  method: 'post',
  path: '/v1/logs',
  summary:
    'Send logs by OTLP/HTTP, in protobuf or JSON; answered once they are stored. The attribute log.record.uid makes repeating safe',
  permission: 'public',
  ownCredentials: true,
  rawBytesMax: collectedBytesMax,
  takes: 'application/x-protobuf',
  body: bytes,
  output: response,
  produces: 'application/x-protobuf',
})
