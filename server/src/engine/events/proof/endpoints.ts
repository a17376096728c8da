import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { eventProof } from './contract.ts'
import { proofFile, proofJson, proveEvent } from './event-proof.ts'

/** Offline proofs of single events. */
export function proofEndpoints({ database }: Pick<Platform, 'database'>): Endpoint[] {
  return [
    answer(eventProof, async ({ params, query }) => {
      const proof = await proveEvent(database.reader, params.organisation, params.id)
      const json = query.format === 'json'
      const type = json ? 'application/json' : 'text/plain; charset=utf-8'
      const name = `event-${params.id}.${json ? 'json' : 'tlog-proof'}`
      return new Response(json ? proofJson(proof) : proofFile(proof), {
        headers: {
          'content-type': type,
          'cache-control': 'no-store',
          'content-disposition': `inline; filename="${name}"`,
        },
      })
    }),
  ]
}
