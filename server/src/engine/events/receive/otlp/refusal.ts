import type { Problem } from '../../../../kernel/problem.ts'
import { jsonEncoding, encodingOf, rpcCodes, type Encoding } from './encodings.ts'
import { retryAfterOf } from '../retry-after.ts'

/** A google.rpc.Status in the encoding of the request, whose media type is `sent`; in JSON where that is neither. */
export function otlpRefusal(problem: Problem, sent: string | undefined): Response {
  const encoding = encodingOf(sent) ?? jsonEncoding
  const message = `${problem.words.en} (${problem.reason})`
  return otlpAnswer(encoding, problem.status, encoding.status(rpcCodes[problem.code], message), {
    ...retryAfterOf(problem),
  })
}

export const otlpAnswer = (
  { mediaType }: Encoding,
  status: number,
  body: Buffer<ArrayBuffer>,
  further: Record<string, string> = {},
): Response =>
  new Response(body, {
    status,
    headers: { 'content-type': mediaType, 'cache-control': 'no-store', ...further },
  })
