/**
 * A small installation in memory, made of the real parts: keys, salted leaves, tiles, signed heads, computed document.
 * It answers the same paths as a server, and a test may spoil any answer.
 */
import { canonicalJson } from '../src/canonical-json.ts'
import { toBase64, toHex, utf8, type Bytes } from '../src/bytes.ts'
import { clockKeyName, signCheckpoint, type LogKeys } from '../src/checkpoint.ts'
import { ed25519Signer, generateEd25519, type Sign } from '../src/ed25519.ts'
import { leafEntry } from '../src/leaf.ts'
import { inclusionProof } from '../src/merkle-proofs.ts'
import { leafHash } from '../src/merkle.ts'
import type { DisclosedRecord, LogRecord, Status, TrustRecords, TrustRecordType } from '../src/records.ts'
import { claimStatesAt } from '../src/reading.ts'
import { hashReader } from '../src/tile-reader.ts'
import { encodeEntries, entryBundlesOf, hashTilesOf, tilePath, tileWidth } from '../src/tiles.ts'
import { formatTlogProof } from '../src/tlog-proof.ts'
import { append, emptyEdge } from '../src/tree-edge.ts'
import { trustDocument } from '../src/trust-document.ts'
import { formatVerifierKey, signatureTypes, verifierKey } from '../src/verifier-key.ts'
import type { Source } from '../src/verify/source.ts'
import { page } from './page.ts'

export interface Keys {
  readonly keys: LogKeys
  readonly sign: { readonly log: Sign; readonly clock: Sign }
}

export async function makeKeys(origin: string): Promise<Keys> {
  const [log, clock] = [await generateEd25519(), await generateEd25519()]
  return {
    keys: {
      log: verifierKey(origin, signatureTypes.ed25519, log.publicKey),
      clock: verifierKey(clockKeyName(origin), signatureTypes.cosignatureEd25519, clock.publicKey),
    },
    sign: { log: await ed25519Signer(log.privateKey), clock: await ed25519Signer(clock.privateKey) },
  }
}

/** A log under construction: entries, and the records of those that are disclosed. */
export class Log {
  readonly keys: Keys
  readonly entries: Bytes[] = []
  readonly records: DisclosedRecord[] = []
  /** The tree of events; null: never opened. */
  events: Log | null = null
  /** ms since the epoch; tests move it. */
  now: number

  constructor(keys: Keys, now: number) {
    this.keys = keys
    this.now = now
  }

  get lines() {
    return { key: formatVerifierKey(this.keys.keys.log), clockKey: formatVerifierKey(this.keys.keys.clock) }
  }

  add<Type extends TrustRecordType>(type: Type, data: TrustRecords[Type], disclosed = true): LogRecord {
    const index = this.entries.length
    const salt = crypto.getRandomValues(new Uint8Array(32))
    const id = `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
    const at = new Date(this.now).toISOString()
    const record: LogRecord = { id, type, at, actor: { kind: 'system', name: 'test' }, data }
    this.entries.push(leafEntry(canonicalJson(record), salt))
    if (disclosed) this.records.push({ index, salt: toHex(salt), record })
    return record
  }

  /** Opens the tree of events, or goes on with another that was opened before. */
  openEvents(events: Log): void {
    this.add('log.events-opened', { origin: events.keys.keys.log.name, ...events.lines })
    this.events = events
  }

  async noteEvents(events = this.events as Log): Promise<void> {
    const { origin, size, root, checkpoint } = await events.signed(this.now)
    this.add('log.events-checkpoint', { origin, size, root: toBase64(root), checkpoint })
  }

  /** The head as it is signed at `now`. */
  async signed(now: number) {
    const head = {
      origin: this.keys.keys.log.name,
      size: this.entries.length,
      root: append(emptyEdge, this.entries.map(leafHash)).root,
    }
    return { ...head, checkpoint: await signCheckpoint(head, this.keys.keys, this.keys.sign, now) }
  }

  /** A leaf that nobody is shown. */
  hide(count: number): void {
    for (let added = 0; added < count; added++)
      this.entries.push(leafEntry('{}', crypto.getRandomValues(new Uint8Array(32))))
  }

  evidence(claim: string, verdict: 'holds' | 'fails' | 'unknown', validityMs: number): LogRecord {
    const receivedAt = new Date(this.now).toISOString()
    return this.add('claims.evidence-recorded', {
      claim,
      claimVersion: 1,
      check: claim,
      checkVersion: 1,
      target: 'self',
      period: { from: receivedAt, to: receivedAt },
      population: { checked: 1, total: 1 },
      verdict,
      code: `seen-${verdict}`,
      observed: { de: 'Gesehen & geprüft', en: 'Seen & checked' },
      observationDigest: `sha256:${'0'.repeat(64)}`,
      receivedAt,
      validUntil: new Date(this.now + validityMs).toISOString(),
    })
  }

  /** Records every change of status that time and evidence brought. */
  settle(since?: number): void {
    const recorded = new Map<string, Status>()
    for (const { record } of this.records) {
      const change = record.data as TrustRecords['claims.status-changed']
      if (record.type === 'claims.status-changed') recorded.set(change.claim, change.to)
    }
    for (const [claim, { status }] of claimStatesAt(this.records, this.now)) {
      const from = recorded.get(claim) ?? 'unknown'
      const at = new Date(since ?? this.now).toISOString()
      if (from !== status)
        this.add('claims.status-changed', { claim, from, to: status, since: at, cause: 'time' })
    }
  }

  /** All that the installation answers at this moment. */
  async publish(): Promise<Map<string, Bytes>> {
    const resources = new Map<string, Bytes>()
    const put = (path: string, content: string | Bytes) =>
      resources.set(path, typeof content === 'string' ? utf8(content) : content)
    const origin = this.keys.keys.log.name
    const size = this.entries.length
    const { root, tiles } = append(emptyEdge, this.entries.map(leafHash))
    const checkpoint = await signCheckpoint({ origin, size, root }, this.keys.keys, this.keys.sign, this.now)
    put('/log/key', `${this.lines.key}\n`)
    put('/log/clock-key', `${this.lines.clockKey}\n`)
    put('/log/checkpoint', checkpoint)
    for (const tile of tiles) put(`/log/${tilePath(tile)}`, Uint8Array.from(tile.bytes))
    for (const bundle of entryBundlesOf(size)) {
      const from = bundle.index * tileWidth
      put(`/log/${tilePath(bundle)}`, encodeEntries(this.entries.slice(from, from + bundle.width)))
    }
    for (let page = 0; page * 256 < size; page++) {
      const records = this.records.filter(({ index }) => Math.floor(index / 256) === page)
      put(`/log/records/${page}`, records.map((record) => `${canonicalJson(record)}\n`).join(''))
    }
    if (this.events) await publishEvents(this.events, this.now, put)
    const document = trustDocument(this.records, { origin, ...this.lines, checkpoint, size }, this.now)
    put('/trust.json', canonicalJson(document))
    const byPath = new Map(tiles.map((tile) => [tilePath(tile), tile.bytes]))
    if (hashTilesOf(size).length !== tiles.length) throw new Error('tiles of one append are all tiles')
    const reader = hashReader(size, (tile) => byPath.get(tilePath(tile)) ?? null)
    for (const row of document.measures.flatMap(({ claims }) => claims).flatMap(({ evidence }) => evidence)) {
      const { index, record, salt } = this.records.find(
        (disclosed) => disclosed.record.id === row.id,
      ) as DisclosedRecord
      const proof = await inclusionProof(index, size, reader)
      put(
        `/evidence/${row.id}.json`,
        canonicalJson({ record, salt, index, inclusionProof: proof.map(toBase64), checkpoint }),
      )
      put(
        `/evidence/${row.id}.tlog-proof`,
        formatTlogProof({ index, proof, checkpoint, extra: utf8(canonicalJson({ record, salt })) }),
      )
    }
    for (const language of ['de', 'en'] as const) put(`/${language}/`, page(document, language))
    return resources
  }
}

/** What is served of the tree of events: nothing that opens a leaf. */
async function publishEvents(
  events: Log,
  now: number,
  put: (path: string, content: string | Bytes) => void,
): Promise<void> {
  put('/log/events/key', `${events.lines.key}\n`)
  put('/log/events/clock-key', `${events.lines.clockKey}\n`)
  put('/log/events/checkpoint', (await events.signed(now)).checkpoint)
  for (const tile of append(emptyEdge, events.entries.map(leafHash)).tiles)
    put(`/log/events/${tilePath(tile)}`, Uint8Array.from(tile.bytes))
}

export const sourceOf = (resources: ReadonlyMap<string, Bytes>): Source => ({
  get: async (path) => resources.get(path) ?? null,
})

/** The bytes with some bits of one byte turned over. */
export const flipped = (bytes: Bytes, at: number, bits = 1): Bytes =>
  bytes.map((byte, index) => (index === at ? byte ^ bits : byte))

export const hourMs = 3_600_000
export const origin = 'trust.example.test/log'

/** A log with three claims (one rests on another), evidence of four kinds and a tile and more of entries. */
export function fillLog(log: Log): void {
  const { keys } = log.keys
  log.add('log.opened', { origin: keys.log.name, ...log.lines })
  log.add('claims.provider-published', {
    name: 'Beispiel GmbH',
    country: 'DE',
    homepage: null,
    contact: 'a@example.test',
  })
  log.add('claims.measure-published', {
    id: 'backups',
    chapter: 'data',
    position: 0,
    title: { de: 'Sicherung & mehr', en: 'Backups & more' },
    team: null,
  })
  log.add('claims.measure-published', {
    id: 'tls',
    chapter: 'infrastructure',
    position: 0,
    title: { de: 'TLS', en: 'TLS' },
    team: 'Netz',
  })
  publishClaim(
    log,
    'backups',
    'backups/restores',
    {
      de: 'Jede Datenbank wird alle {every Stunden} „gesichert“.',
      en: "Every database is backed up every {every hours}; it's <tested>.",
    },
    [],
  )
  publishClaim(log, 'tls', 'tls/versions', { de: 'Nur {versions}.', en: 'Only {versions}.' }, [])
  publishClaim(log, 'tls', 'tls/all', { de: 'Alles gilt.', en: 'Everything holds.' }, ['tls/versions'])
  log.hide(240)
  log.now += 1000
  log.evidence('backups/restores', 'holds', 24 * hourMs)
  log.evidence('tls/versions', 'fails', 24 * hourMs)
  log.settle()
  log.now += hourMs
  log.evidence('tls/versions', 'holds', 24 * hourMs)
  log.settle()
  log.evidence('backups/restores', 'unknown', 24 * hourMs)
  log.hide(9)
  log.now += 1000
}

function publishClaim(
  log: Log,
  measure: string,
  id: string,
  text: { de: string; en: string },
  restsOn: string[],
): void {
  const method = { de: 'Wird ausgeführt.', en: 'Is executed.' }
  const check = { id, version: 1, everyMs: hourMs, validityMs: 24 * hourMs, method, targets: ['self'] }
  const checks = restsOn.length > 0 ? [] : [check]
  const parameters = { every: 24, versions: ['TLS 1.2', 'TLS 1.3'] }
  log.add('claims.claim-published', {
    id,
    version: 1,
    measure,
    position: 0,
    text,
    parameters,
    basis: 'executed',
    checks,
    restsOn,
    needs: null,
  })
}

export const start = Date.UTC(2026, 4, 1, 8)

export async function newLog(): Promise<Log> {
  const log = new Log(await makeKeys(origin), start)
  fillLog(log)
  return log
}

/** Another log with the same past (and, unless named, keys), changed. */
export async function copyOf(from: Log, change: (copy: Log) => unknown, keys = from.keys): Promise<Log> {
  const copy = new Log(keys, from.now)
  copy.entries.push(...from.entries)
  copy.records.push(...from.records)
  copy.events = from.events
  await change(copy)
  return copy
}
