import type { Finding } from '../../../../engine/claims/index.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import { reason } from './reason.ts'
import type { TlsScan, VersionScan } from '../../../../platform/net/tls/scan-result.ts'

/** The three verdicts on a scan: the population is the addresses of the host, one of which was scanned. */
export function conclude(scan: TlsScan, verdict: 'holds' | 'fails', code: string, observed: Text): Finding {
  return { verdict, code, observed, population: { checked: 1, total: Math.max(1, scan.addresses.length) } }
}

export const inconclusive = (code: string, observed: Text): Finding => ({
  verdict: 'unknown',
  code,
  observed,
})

/** What every judge says when there is no TLS server to judge; null when there is one. */
export function nothingToJudge(scan: TlsScan): Finding | null {
  if (scan.unreachable !== null) {
    const why = reason(scan.unreachable)
    return inconclusive(
      'not-reachable',
      text(`Der Server war nicht erreichbar (${why.de}).`, `The server could not be reached (${why.en}).`),
    )
  }
  if (scan.versions.some((version) => version.outcome === 'accepted') || scan.chains.length > 0) return null
  const problem = scan.versions.find((version) => version.problem !== null)?.problem
  const why = problem ? reason(problem) : null
  return inconclusive(
    'no-tls',
    text(
      `Der Server nahm keine TLS-Verbindung an${why ? ` (${why.de})` : ''}.`,
      `The server accepted no TLS connection${why ? ` (${why.en})` : ''}.`,
    ),
  )
}

/** The versions whose answer is incomplete: something may have been missed. */
export const incomplete = (scan: TlsScan): readonly VersionScan[] =>
  scan.versions.filter((version) => version.problem !== null)

export const notAllAsked = (scan: TlsScan): Finding => {
  const [first] = incomplete(scan)
  const why = reason(first?.problem ?? null)
  return inconclusive(
    'not-conclusive',
    text(
      `${first?.version} ließ sich nicht vollständig prüfen (${why.de}).`,
      `${first?.version} could not be checked completely (${why.en}).`,
    ),
  )
}

/** "a, b und c", and how many more when there are more than `max`. */
export function enumeration(words: readonly string[], max = 12): Text {
  const shown = words.slice(0, max)
  const more = words.length - shown.length
  const join = (and: string) =>
    shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${and} ${shown.at(-1)}`
  if (more > 0) return text(`${shown.join(', ')} und ${more} weitere`, `${shown.join(', ')} and ${more} more`)
  return text(join('und'), join('and'))
}
