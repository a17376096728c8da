import { Problem } from '../../../../kernel/problem.ts'
import { answer, type Endpoint, type RequestFacts } from '../../../../kernel/route.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { intakeOf } from '../../intake.ts'
import type { Source } from '../../sources/settings.ts'
import { acceptRead } from '../accept-read.ts'
import { bearer } from '../bearer.ts'
import { problemOf } from '../problem-of.ts'
import { bulkResult, elasticAnswer, elasticRefusal } from './answers.ts'
import {
  bulkEvents,
  bulkEventsOfIndex,
  greetSender,
  greetSenderBelow,
  takeSenderSettings,
  tellSender,
} from './contract.ts'
import { filtered } from './filter-path.ts'
import { greeting, isSetting, toldAt } from './introduction.ts'
import { noPipelines, readBulk } from './read-bulk.ts'

type Query = Readonly<Record<string, string>>

/** The part of Elasticsearch that senders of logs speak. Every question needs a source's token, as sending does. */
export function elasticEndpoints(platform: Platform): Endpoint[] {
  const asked = (request: RequestFacts, tell: (source: Source) => Promise<object> | object) =>
    answered(platform, request, tell)
  const bulk = (request: RequestFacts, query: Query, body: Uint8Array, index: string | null) =>
    asked(request, async (source) => {
      if (query['pipeline'] !== undefined) throw new Problem('bad-request', 'no-pipelines', noPipelines)
      const begun = platform.clock.now()
      const items = readBulk(body, index)
      const received = await acceptRead(
        platform,
        source,
        items.map(({ read }) => read),
      )
      const result = bulkResult(items, received, platform.clock.now() - begun)
      return filtered(result, query['filter_path'])
    })
  return [
    answer(bulkEvents, ({ request, query, body }) => bulk(request, query, body, null)),
    answer(bulkEventsOfIndex, ({ request, query, body, params }) => bulk(request, query, body, params.index)),
    answer(greetSender, ({ request }) => asked(request, () => greeting)),
    answer(greetSenderBelow, ({ request }) => asked(request, () => greeting)),
    answer(tellSender, ({ request, params }) =>
      asked(request, () => toldAt(params.path) ?? nothingAt(params)),
    ),
    answer(takeSenderSettings, ({ request, params }) =>
      asked(request, () => (isSetting(params.path) ? { acknowledged: true } : nothingAt(params))),
    ),
  ]
}

async function answered(
  platform: Platform,
  request: RequestFacts,
  tell: (source: Source) => Promise<object> | object,
): Promise<Response> {
  try {
    const source = await intakeOf(platform).directory.sourceOf(tokenOf(request))
    return elasticAnswer(await tell(source))
  } catch (error) {
    return elasticRefusal(problemOf(error, platform.telemetry))
  }
}

/** Clients of Elasticsearch send an API key as `ApiKey base64(id:key)`, the form of Basic. */
function tokenOf({ authorization }: RequestFacts): string | undefined {
  const packed = authorization?.replace(/^ApiKey +(?!nwe_)/i, 'Basic ')
  return bearer({ authorization: packed })
}

function nothingAt({ path }: { readonly path: string }): never {
  throw new Problem(
    'not-found',
    'no-such-page',
    `There is no /${path} here: only what Filebeat, Vector and Fluent Bit need to send events. ${noPipelines}`,
  )
}
