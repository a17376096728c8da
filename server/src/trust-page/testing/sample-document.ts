import {
  trustDocument,
  type Basis,
  type ClaimPublished,
  type DisclosedRecord,
  type EvidenceRecorded,
  type Status,
  type TrustDocument,
  type TrustRecord,
  type TrustRecords,
  type TrustRecordType,
} from 'nachweis-verify'
import { sampleClaims, sampleMeasures, type SampleClaim } from './sample-measures.ts'

export const sampleNow = Date.parse('2026-11-23T08:00:00.000Z')
const hour = 3_600_000
const day = 24 * hour
const system = { kind: 'system', name: 'nachweis' } as const

export interface SampleOptions {
  /** Claims on the page; plain sentences fill up to it. */
  readonly claims?: number
  /** Put where operators and observations can put text: names, sentences, targets, reasons. */
  readonly hostile?: string
  readonly publishedDaysAgo?: number
}

/** Builds log records and computes the document from them, as the server does. The same options give the same document. */
export function sampleDocument(options: SampleOptions = {}): TrustDocument {
  return trustDocument(sampleRecords(options), sampleLog, sampleNow + 4000)
}

const sampleLog = {
  origin: 'sicherheit.example/log',
  key: 'sicherheit.example/log+00000000+AQ==',
  clockKey: 'sicherheit.example/log/clock+00000000+BA==',
  checkpoint:
    'sicherheit.example/log\n128402\nq1vNzr3XlJUoNCdkS3n0O4GoDPpWjWBXkq0Yyj9T6UY=\n\n' +
    '— sicherheit.example/log AAAAAA==\n— sicherheit.example/log/clock AAAAAA==\n— zeuge.example AAAAAA==\n— witness.example AAAAAA==\n',
  size: 128_402,
}

/** The records, in log order. */
export function sampleRecords({
  claims = 80,
  hostile = '',
  publishedDaysAgo = 70,
}: SampleOptions): DisclosedRecord[] {
  const log = new SampleLog(sampleNow - publishedDaysAgo * day)
  log.add('claims.provider-published', {
    name: `Beispiel Telefonie GmbH${hostile}`,
    country: 'DE',
    homepage: hostile ? 'javascript:alert(1)' : 'https://www.beispiel.example',
    contact: 'datenschutz@beispiel.example',
  })
  sampleMeasures.forEach(([chapter, id, de, en, team], position) => {
    log.add('claims.measure-published', {
      id,
      chapter,
      position,
      title: { de: de + hostile, en: en + hostile },
      team: team && team + hostile,
    })
  })
  const published = claimList(claims, hostile).map((claim, index) => publish(log, claim, index, hostile))
  published.forEach((claim, index) =>
    live(log, claim, situations[index % situations.length] as Situation, index, hostile),
  )
  log.add('claims.runs-missed', {
    from: log.time,
    to: log.time,
    runs: [{ check: 'locations/country', count: 3 }],
  })
  return log.records
}

class SampleLog {
  readonly records: DisclosedRecord[] = []
  time: string
  constructor(start: number) {
    this.time = new Date(start).toISOString()
  }
  add<T extends TrustRecordType>(type: T, data: TrustRecords[T]): string {
    const index = 100_000 + this.records.length
    const id = `01980000-0000-7000-8000-${String(index).padStart(12, '0')}`
    const record = { id, type, at: this.time, actor: system, data } as unknown as TrustRecord
    this.records.push({ index, salt: index.toString(16).padStart(64, '0'), record })
    return id
  }
}

function claimList(count: number, hostile: string): SampleClaim[] {
  const bases: readonly Basis[] = ['executed', 'observed', 'executed', 'contractual']
  const plain = Array.from({ length: Math.max(0, count - sampleClaims.length) }, (_, index): SampleClaim => {
    const [, measure = '', de, en] = sampleMeasures[(index * 5 + 1) % sampleMeasures.length] ?? []
    const id = `reviewed-${index}`
    return [
      measure,
      id,
      `${de}: Die Regeln werden alle {months Monate} überprüft und von Team {part} abgenommen.`,
      `${en}: the rules are reviewed every {months months} and accepted by team {part}.`,
      { months: 3 + index, part: index + 1 },
      bases[index % 4] as Basis,
    ]
  })
  return [...sampleClaims, ...plain]
    .slice(0, count)
    .map(([measure, id, de, en, parameters, basis]) => [
      measure,
      id,
      de + hostile,
      en + hostile,
      parameters,
      basis,
    ])
}

function publish(
  log: SampleLog,
  [measure, id, de, en, parameters, basis]: SampleClaim,
  index: number,
  hostile: string,
): ClaimPublished {
  const situation = situations[index % situations.length]
  const bare = situation === 'needs' || situation === 'rests'
  const claim: ClaimPublished = {
    id: `${measure}/${id}`,
    version: 1,
    measure,
    position: index,
    text: { de, en },
    parameters,
    basis,
    checks: bare
      ? []
      : [
          {
            id: `${measure}/${id}`,
            version: 3,
            everyMs: day,
            validityMs: 36 * hour,
            method: {
              de: 'Wir führen aus, was der Satz sagt, und vergleichen das Ergebnis mit den genannten Werten.',
              en: 'We carry out what the sentence says and compare the result with the values named.',
            },
            targets: targetsOf(index, hostile),
          },
        ],
    restsOn: situation === 'rests' ? restsOnOf(index) : [],
    needs:
      situation === 'needs'
        ? { de: 'noch kein Messpunkt eingerichtet', en: 'no measuring point has been set up yet' }
        : null,
  }
  log.add('claims.claim-published', claim)
  return claim
}

const restsOnOf = (index: number) =>
  index % 2 === 0 ? ['locations/country'] : ['locations/country', 'backups/restored']

const targetsOf = (index: number, hostile: string) =>
  index % 9 === 4
    ? Array.from({ length: 9 }, (_, n) => `host-${n}.beispiel.example${hostile}`)
    : [`www${index}.beispiel.example${hostile}`]

type Situation =
  | 'proven'
  | 'failing'
  | 'stale'
  | 'needs'
  | 'recovered'
  | 'inconclusive'
  | 'withdrawn'
  | 'rests'
  | 'never'
const situations: readonly Situation[] = [
  'proven',
  'recovered',
  'proven',
  'proven',
  'proven',
  'rests',
  'proven',
  'failing',
  'proven',
  'recovered',
  'proven',
  'stale',
  'proven',
  'proven',
  'needs',
  'proven',
  'inconclusive',
  'proven',
  'proven',
  'withdrawn',
  'proven',
  'never',
]

function live(
  log: SampleLog,
  claim: ClaimPublished,
  situation: Situation,
  index: number,
  hostile: string,
): void {
  const evidence = (verdict: EvidenceRecorded['verdict'], agoMs: number, from: Status, to: Status) => {
    const at = new Date(sampleNow - agoMs).toISOString()
    log.time = at
    const ids = claim.checks
      .flatMap((check) => check.targets)
      .map((target) => log.add('claims.evidence-recorded', record(claim, target, verdict, at, hostile)))
    if (from !== to)
      log.add('claims.status-changed', { claim: claim.id, from, to, since: at, cause: ids[0] ?? 'time' })
  }
  if (situation === 'needs' || situation === 'never') return
  if (situation === 'rests')
    return claim.restsOn.length > 1 ? undefined : evidence('holds', 60 * day, 'unknown', 'holding')
  if (situation === 'inconclusive') return evidence('unknown', 2 * hour, 'unknown', 'unknown')
  evidence('holds', 66 * day - index * hour, 'unknown', 'holding')
  if (situation === 'recovered') {
    evidence('fails', (20 + (index % 7)) * day, 'holding', 'failing')
    evidence('holds', (18 + (index % 7)) * day, 'failing', 'holding')
  }
  if (situation === 'failing') return evidence('fails', 3 * day, 'holding', 'failing')
  if (situation === 'stale') {
    evidence('holds', 40 * hour, 'holding', 'holding')
    log.add('claims.status-changed', {
      claim: claim.id,
      from: 'holding',
      to: 'stale',
      since: new Date(sampleNow - 4 * hour).toISOString(),
      cause: 'time',
    })
    return
  }
  evidence('holds', 3 * hour + index * 60_000, 'holding', 'holding')
  if (situation !== 'withdrawn') return
  log.add('claims.claim-withdrawn', {
    id: claim.id,
    reason: `Wir formulieren diese Aussage gerade neu.${hostile}`,
  })
  log.add('claims.status-changed', {
    claim: claim.id,
    from: 'holding',
    to: 'unknown',
    since: log.time,
    cause: 'withdrawn',
  })
}

const observedWords = {
  holds: {
    de: 'Ausgeführt und verglichen, Ergebnis wie versprochen. Dauer: 4 min 12 s.',
    en: 'Carried out and compared, result as promised. Duration: 4 min 12 s.',
  },
  fails: { de: 'alt.beispiel.example nimmt TLS 1.0 an', en: 'alt.beispiel.example accepts TLS 1.0' },
  unknown: {
    de: 'Das Ziel war nicht erreichbar (Zeitüberschreitung nach 10 s)',
    en: 'The target could not be reached (timed out after 10 s)',
  },
} as const

function record(
  claim: ClaimPublished,
  target: string,
  verdict: EvidenceRecorded['verdict'],
  at: string,
  hostile: string,
): EvidenceRecorded {
  const check = claim.checks[0]
  const { de, en } = observedWords[verdict]
  return {
    claim: claim.id,
    claimVersion: 1,
    check: check?.id ?? '',
    checkVersion: 3,
    target,
    period: { from: at, to: at },
    population: { checked: verdict === 'unknown' ? 0 : 6, total: 6 },
    verdict,
    code: verdict === 'holds' ? 'as-promised' : 'differs',
    observed: { de: de + hostile, en: en + hostile },
    observationDigest: `sha256:${'9f2c'.repeat(16)}`,
    receivedAt: at,
    validUntil: new Date(Date.parse(at) + 36 * hour).toISOString(),
  }
}
