import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import type { TlsScan } from '../../../../platform/net/tls/scan-result.ts'
import { tlsScan, type TlsTarget } from '../observer.ts'
import { conclude, enumeration, inconclusive, nothingToJudge } from './finding.ts'
import { reason } from './reason.ts'

interface Parameters {
  readonly [name: string]: readonly string[]
  readonly versions: readonly string[]
}

/** Fails as soon as one version outside `versions` is accepted. */
export function judgeProtocols(scan: TlsScan, { versions }: Parameters): Finding {
  const nothing = nothingToJudge(scan)
  if (nothing) return nothing
  const others = scan.versions.filter((scanned) => !versions.includes(scanned.version))
  const accepted = others.filter((scanned) => scanned.outcome === 'accepted')
  const oldest = accepted.at(-1)
  if (oldest) {
    const names = enumeration(accepted.map((scanned) => scanned.version))
    const suite = oldest.suites[0]?.name
    return conclude(
      scan,
      'fails',
      `${oldest.version.toLowerCase().replace(' ', '-')}-accepted`,
      text(
        `Der Server nimmt ${names.de} an, zum Beispiel ${oldest.version} mit ${suite}.`,
        `The server accepts ${names.en}, for example ${oldest.version} with ${suite}.`,
      ),
    )
  }
  const unclear = others.find((scanned) => scanned.outcome === 'unclear')
  if (unclear) {
    const why = reason(unclear.problem)
    return inconclusive(
      'not-conclusive',
      text(
        `Ob der Server ${unclear.version} annimmt, ließ sich nicht feststellen (${why.de}).`,
        `Whether the server accepts ${unclear.version} could not be determined (${why.en}).`,
      ),
    )
  }
  return only(scan)
}

function only(scan: TlsScan): Finding {
  const named = (outcome: 'accepted' | 'refused') =>
    enumeration(
      scan.versions.filter((scanned) => scanned.outcome === outcome).map((scanned) => scanned.version),
    )
  const [accepted, refused] = [named('accepted'), named('refused')]
  return conclude(
    scan,
    'holds',
    'only-allowed-versions',
    text(
      `Angenommen: ${accepted.de}. Abgelehnt: ${refused.de || 'keine weitere'}.`,
      `Accepted: ${accepted.en}. Refused: ${refused.en || 'none other'}.`,
    ),
  )
}

export const protocols = defineCheck<TlsTarget, TlsScan, Parameters>({
  version: 1,
  method: text(
    'Wir verbinden uns von außen mit jeder Protokollversion von SSLv3 bis TLS 1.3 und sehen nach, welche der Server annimmt.',
    'We connect from outside with every protocol version from SSLv3 to TLS 1.3 and see which ones the server accepts.',
  ),
  validityMs: 6 * hour,
  observer: tlsScan,
  judge: judgeProtocols,
})
