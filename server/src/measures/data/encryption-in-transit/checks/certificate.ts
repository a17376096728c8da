import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { day, hour } from '../../../../kernel/clock.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import type { CertificateScan, ChainScan, TlsScan } from '../../../../platform/net/tls/scan-result.ts'
import { tlsScan, type TlsTarget } from '../observer.ts'
import { conclude, enumeration, inconclusive, nothingToJudge } from './finding.ts'
import { reason } from './reason.ts'

interface Parameters {
  readonly [name: string]: number
  readonly days: number
}

interface Fault {
  readonly code: string
  readonly observed: Text
}

/** Fails as soon as one of the chains that the server shows has a fault at `now` (ms since the epoch). */
export function judgeCertificate(scan: TlsScan, { days }: Parameters, now: number): Finding {
  const nothing = nothingToJudge(scan)
  if (nothing) return nothing
  for (const chain of scan.chains) {
    const fault =
      datesFault(chain, now) ??
      nameFault(chain, scan) ??
      trustFault(chain) ??
      signatureFault(chain) ??
      soonFault(chain, days, now)
    if (fault) return conclude(scan, 'fails', fault.code, fault.observed)
  }
  const unchecked = scan.chains.find((chain) => chain.trusted === null)
  if (unchecked || scan.chains.length === 0 || scan.chainProblem !== null) return notChecked(scan)
  const first = scan.chains[0]?.certificates[0] as CertificateScan
  const names = enumeration(first.names, 5)
  return conclude(
    scan,
    'holds',
    'certificate-in-order',
    text(
      `Das Zertifikat gilt für ${names.de}, ausgestellt von ${first.issuer}, lückenlos und vertrauenswürdig; es läuft am ${date(first.notAfter).de} ab.`,
      `The certificate is for ${names.en}, issued by ${first.issuer}, complete and trusted; it expires on ${date(first.notAfter).en}.`,
    ),
  )
}

function datesFault({ certificates }: ChainScan, now: number): Fault | null {
  for (const { subject, notBefore, notAfter } of certificates) {
    const [from, to] = [date(notBefore), date(notAfter)]
    if (Date.parse(notAfter) <= now) {
      const observed = text(
        `Das Zertifikat ${subject} ist am ${to.de} abgelaufen.`,
        `The certificate ${subject} expired on ${to.en}.`,
      )
      return { code: 'certificate-expired', observed }
    }
    if (Date.parse(notBefore) > now) {
      const observed = text(
        `Das Zertifikat ${subject} gilt erst ab dem ${from.de}.`,
        `The certificate ${subject} is only valid from ${from.en}.`,
      )
      return { code: 'certificate-not-yet-valid', observed }
    }
  }
  return null
}

function nameFault(chain: ChainScan, { serverName }: TlsScan): Fault | null {
  if (chain.nameMatches) return null
  const names = enumeration(chain.certificates[0]?.names ?? [], 5)
  return {
    code: 'name-does-not-match',
    observed: text(
      `Das Zertifikat gilt für ${names.de || 'keinen Namen'}, nicht für ${serverName}.`,
      `The certificate is for ${names.en || 'no name'}, not for ${serverName}.`,
    ),
  }
}

const gapInPath = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

function trustFault({ trusted, problem, certificates }: ChainScan): Fault | null {
  if (trusted !== false) return null
  const last = certificates.at(-1)
  if (problem === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    const observed = text(
      `Das Zertifikat ${last?.subject} hat sich selbst unterschrieben; keine anerkannte Zertifizierungsstelle steht dafür ein.`,
      `The certificate ${last?.subject} is self-signed; no recognised authority vouches for it.`,
    )
    return { code: 'self-signed', observed }
  }
  if (problem !== null && gapInPath.has(problem)) {
    const observed = text(
      `Der Weg zu einer anerkannten Zertifizierungsstelle ist nicht vollständig: Das Zertifikat des Ausstellers ${last?.issuer} fehlt.`,
      `The path to a recognised authority is not complete: the certificate of the issuer ${last?.issuer} is missing.`,
    )
    return { code: 'chain-incomplete', observed }
  }
  return {
    code: 'chain-not-trusted',
    observed: text(
      `Das Zertifikat führt nicht zu einer anerkannten Zertifizierungsstelle (${problem}).`,
      `The certificate does not lead to a recognised authority (${problem}).`,
    ),
  }
}

function signatureFault({ certificates }: ChainScan): Fault | null {
  // The signature of a trust anchor on itself is worth nothing either way.
  const weak = certificates.find(
    ({ selfIssued, signatureAlgorithm }) =>
      !selfIssued && /sha-?1(?!\d)|md[245]/i.test(signatureAlgorithm ?? ''),
  )
  if (!weak) return null
  const { subject, signatureAlgorithm } = weak
  return {
    code: 'weak-signature',
    observed: text(
      `Das Zertifikat ${subject} ist mit einem gebrochenen Verfahren unterschrieben (${signatureAlgorithm}).`,
      `The certificate ${subject} is signed with a broken algorithm (${signatureAlgorithm}).`,
    ),
  }
}

function soonFault({ certificates }: ChainScan, days: number, now: number): Fault | null {
  const soon = certificates.find(({ notAfter }) => Date.parse(notAfter) - now < days * day)
  if (!soon) return null
  const { de, en } = date(soon.notAfter)
  return {
    code: 'certificate-expires-soon',
    observed: text(
      `Das Zertifikat ${soon.subject} läuft am ${de} ab; zugesagt ist eine Restlaufzeit von mindestens ${days} Tagen.`,
      `The certificate ${soon.subject} expires on ${en}; a remaining validity of at least ${days} days is promised.`,
    ),
  }
}

function notChecked({ chainProblem }: TlsScan): Finding {
  const why = reason(chainProblem)
  return inconclusive(
    'chain-not-checked',
    text(
      `Das Zertifikat ließ sich nicht vollständig prüfen (${why.de}).`,
      `The certificate could not be checked completely (${why.en}).`,
    ),
  )
}

/** The day in UTC: `01.02.2030` and `2030-02-01`. */
function date(iso: string): Text {
  const en = iso.slice(0, 10)
  return text(en.split('-').toReversed().join('.'), en)
}

export const certificate = defineCheck<TlsTarget, TlsScan, Parameters>({
  version: 1,
  method: text(
    'Wir bauen von außen vollständige Verbindungen auf und prüfen jede Zertifikatskette, die der Server zeigt: Name, Gültigkeit, Unterschriften und der Weg zu einer anerkannten Zertifizierungsstelle, ohne fehlende Zertifikate nachzuladen.',
    'From outside we complete connections and check every chain that the server shows: name, validity, signatures and the path to a recognised authority, without fetching missing certificates.',
  ),
  validityMs: 6 * hour,
  observer: tlsScan,
  judge: judgeCertificate,
})
