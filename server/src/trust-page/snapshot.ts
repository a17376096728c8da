import { canonicalJson, type TrustDocument } from 'nachweis-verify'
import { readTrustDocument } from '../engine/claims/index.ts'
import { readHead, type Head } from '../engine/log/index.ts'
import { Problem } from '../kernel/problem.ts'
import type { Platform } from '../platform/platform.ts'

/** After this a new one is read, beside the requests that still get the old one. */
const freshMs = 1_000
/** After this requests wait for the new one. */
const keepMs = 2_500

/** One moment of everything that is public: page, twins and feed of one second tell the same. */
export interface Snapshot {
  readonly head: Head
  readonly document: TrustDocument
  /** The document in canonical JSON (RFC 8785), made when first asked for. */
  readonly json: () => string
}

/** Reads snapshots, at most one a second, whoever asks. */
export function snapshots(platform: Platform): () => Promise<Snapshot> {
  let kept: { readonly at: number; readonly snapshot: Snapshot } | null = null
  let reading: Promise<Snapshot> | null = null
  const renew = () =>
    (reading ??= read(platform)
      .then((snapshot) => {
        kept = { at: platform.clock.monotonic(), snapshot }
        return snapshot
      })
      .finally(() => (reading = null)))
  return async () => {
    const age = kept === null ? Number.POSITIVE_INFINITY : platform.clock.monotonic() - kept.at
    if (kept === null || age >= keepMs) return renew()
    if (age >= freshMs)
      renew().catch((error: unknown) => platform.telemetry.error('snapshot not read', error))
    return kept.snapshot
  }
}

async function read(platform: Platform): Promise<Snapshot> {
  return platform.database.snapshot(async (reader) => {
    const head = await readHead(reader)
    if (!head)
      throw new Problem('unavailable', 'log-not-open', 'The log is not open yet. Try again in a moment.')
    const document = await readTrustDocument(reader, head, platform.clock.now())
    let json: string | null = null
    return { head, document, json: () => (json ??= canonicalJson(document)) }
  })
}
