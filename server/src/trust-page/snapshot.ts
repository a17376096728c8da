import { canonicalJson, type TrustDocument } from 'nachweis-verify'
import { readTrustDocument } from '../engine/claims/index.ts'
import { readHead, type Head } from '../engine/log/index.ts'
import { Problem } from '../kernel/problem.ts'
import type { Platform } from '../platform/platform.ts'

const keepMs = 1_000

/** One moment of everything that is public: page, twins and feed of one second tell the same. */
export interface Snapshot {
  readonly head: Head
  readonly document: TrustDocument
  /** The document in canonical JSON (RFC 8785), made when first asked for. */
  readonly json: () => string
}

/** Reads snapshots, at most one a second, whoever asks. */
export function snapshots(platform: Platform): () => Promise<Snapshot> {
  let kept: { readonly at: number; readonly snapshot: Promise<Snapshot> } | null = null
  return () => {
    const at = platform.clock.monotonic()
    if (kept && at - kept.at < keepMs) return kept.snapshot
    const snapshot = read(platform)
    kept = { at, snapshot }
    snapshot.catch(() => (kept = null))
    return snapshot
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
