import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import type { SuiteScan, TlsScan } from '../../../../platform/net/tls/scan-result.ts'
import { tlsScan, type TlsTarget } from '../observer.ts'
import { conclude, enumeration, inconclusive, incomplete, notAllAsked, nothingToJudge } from './finding.ts'

interface Parameters {
  readonly [name: string]: number
  readonly dhBits: number
}

interface Objection {
  readonly code: string
  readonly reason: Text
}

/** Fails as soon as one accepted suite, of any version, lacks AEAD, forward secrecy or a group of `dhBits`. */
export function judgeCipherSuites(scan: TlsScan, { dhBits }: Parameters): Finding {
  const nothing = nothingToJudge(scan)
  if (nothing) return nothing
  const accepted = scan.versions.flatMap(({ version, suites }) => suites.map((suite) => ({ version, suite })))
  const weak = accepted.filter(({ suite }) => objections(suite, dhBits).length > 0)
  const [worst] = weak
  if (worst) return objected(scan, worst.version, objections(worst.suite, dhBits), worst.suite, weak.length)
  if (incomplete(scan).length > 0) return notAllAsked(scan)
  const unread = accepted.find(({ suite }) => suite.dhe && suite.dhBits === null)
  if (unread) return groupUnread(unread.suite)
  if (accepted.length === 0) return noSuite
  const names = enumeration([...new Set(accepted.map(({ suite }) => suite.name))])
  return conclude(
    scan,
    'holds',
    'only-strong-suites',
    text(`Angenommen werden nur: ${names.de}.`, `Only these are accepted: ${names.en}.`),
  )
}

function objected(
  scan: TlsScan,
  version: string,
  found: readonly Objection[],
  suite: SuiteScan,
  count: number,
): Finding {
  const code = found[0]?.code ?? ''
  const reasons = {
    de: found.map(({ reason }) => reason.de).join(', '),
    en: found.map(({ reason }) => reason.en).join(', '),
  }
  const more = count - 1
  return conclude(
    scan,
    'fails',
    code,
    text(
      `Mit ${version} nimmt der Server ${suite.name} an: ${reasons.de}.${more > 0 ? ` Ebenso ungenügend: ${more} weitere.` : ''}`,
      `With ${version} the server accepts ${suite.name}: ${reasons.en}.${more > 0 ? ` Insufficient as well: ${more} more.` : ''}`,
    ),
  )
}

function objections(suite: SuiteScan, dhBits: number): Objection[] {
  const found: Objection[] = []
  if (!suite.authenticated) {
    found.push({
      code: 'suite-without-server-authentication',
      reason: text('der Server weist sich nicht aus', 'the server does not prove who it is'),
    })
  }
  if (!suite.aead)
    found.push({
      code: 'suite-without-aead',
      reason: text('keine AEAD-Verschlüsselung', 'no AEAD encryption'),
    })
  if (!suite.forwardSecrecy)
    found.push({
      code: 'suite-without-forward-secrecy',
      reason: text('keine Forward Secrecy', 'no forward secrecy'),
    })
  if (suite.dhBits !== null && suite.dhBits < dhBits) {
    const reason = text(
      `Diffie-Hellman-Gruppe mit nur ${suite.dhBits} Bit`,
      `Diffie-Hellman group of only ${suite.dhBits} bits`,
    )
    found.push({ code: 'dh-group-too-small', reason })
  }
  return found
}

const groupUnread = (suite: SuiteScan) =>
  inconclusive(
    'dh-group-not-readable',
    text(
      `Die Größe der Diffie-Hellman-Gruppe von ${suite.name} ließ sich nicht lesen.`,
      `The size of the Diffie-Hellman group of ${suite.name} could not be read.`,
    ),
  )

const noSuite = inconclusive(
  'no-suite',
  text('Keine Cipher-Suite wurde angenommen.', 'No cipher suite was accepted.'),
)

export const cipherSuites = defineCheck<TlsTarget, TlsScan, Parameters>({
  version: 1,
  method: text(
    'Wir bieten dem Server von außen jede bekannte Cipher-Suite in jeder Protokollversion an, auch veraltete, und lesen die Größe der Diffie-Hellman-Gruppen, die er wählt.',
    'From outside we offer the server every known cipher suite in every protocol version, outdated ones too, and read the size of the Diffie-Hellman groups that it chooses.',
  ),
  validityMs: 6 * hour,
  observer: tlsScan,
  judge: judgeCipherSuites,
})
