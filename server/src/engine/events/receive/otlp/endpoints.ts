import { Problem } from '../../../../kernel/problem.ts'
import { answer, type Call, type Endpoint } from '../../../../kernel/route.ts'
import type { Platform } from '../../../../platform/platform.ts'
import type { Received } from '../../event.ts'
import { intakeOf } from '../../intake.ts'
import { acceptRead } from '../accept-read.ts'
import { bearer } from '../bearer.ts'
import { problemOf } from '../problem-of.ts'
import { exportLogs } from './contract.ts'
import { encodingOf, type Encoding } from './encodings.ts'
import { otlpAnswer, otlpRefusal } from './refusal.ts'
import { NotDecodable } from './wire-reader.ts'

/** OTLP/HTTP 1.x for logs: both encodings, answered in that of the request, refusals as google.rpc.Status. */
export function otlpEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(exportLogs, async (call) => {
      const encoding = encodingOf(call.request.header('content-type'))
      if (encoding === null) throw unknownEncoding()
      try {
        const { rejected, message } = await store(platform, encoding, call)
        return otlpAnswer(encoding, 200, encoding.done(rejected, message))
      } catch (error) {
        return otlpRefusal(problemOf(error, platform.telemetry), encoding.mediaType)
      }
    }),
  ]
}

async function store(
  platform: Platform,
  encoding: Encoding,
  { body, request }: Call<unknown, unknown, Uint8Array>,
) {
  const source = await intakeOf(platform).directory.sourceOf(bearer(request))
  const received = await acceptRead(platform, source, decoded(encoding, body))
  const refused = received.flatMap((each, index) => (each.kind === 'refused' ? [{ each, index }] : []))
  return { rejected: refused.length, message: why(refused[0], refused.length, received) }
}

function decoded(encoding: Encoding, body: Uint8Array) {
  try {
    return encoding.read(body)
  } catch (error) {
    if (!(error instanceof NotDecodable)) throw error
    throw new Problem(
      'bad-request',
      'not-decodable',
      `The body is no ExportLogsServiceRequest in ${encoding.mediaType}: ${error.message}.`,
    )
  }
}

type Refused = Extract<Received, { kind: 'refused' }>

function why(
  first: { readonly each: Refused; readonly index: number } | undefined,
  refused: number,
  received: readonly Received[],
): string {
  if (first === undefined) return ''
  const { each, index } = first
  return `${refused} of ${received.length} log records were refused. The first is number ${index + 1}, ${each.reason}: ${each.message}`
}

const unknownEncoding = () =>
  new Problem(
    'unsupported-media-type',
    'encoding-unknown',
    'OTLP/HTTP comes as application/x-protobuf or application/json.',
  )
