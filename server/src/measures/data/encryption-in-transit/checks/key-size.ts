import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import type { TlsScan } from '../../../../platform/net/tls/scan-result.ts'
import { tlsScan, type TlsTarget } from '../observer.ts'
import { conclude, inconclusive, incomplete, notAllAsked, nothingToJudge } from './finding.ts'

interface Parameters {
  readonly [name: string]: number
  readonly rsaBits: number
  readonly ecBits: number
}

/** One key or group with what it is measured against. `bits` null: not readable. */
interface Measured {
  readonly code: string
  readonly what: Text
  readonly bits: number | null
  readonly bitsMin: number
}

/** Fails as soon as a key of a certificate or a group of a key exchange is shorter than demanded. */
export function judgeKeySize(scan: TlsScan, parameters: Parameters): Finding {
  const nothing = nothingToJudge(scan)
  if (nothing) return nothing
  const certificates = certificateKeys(scan, parameters)
  const all = [...certificates, ...exchangeGroups(scan, parameters)]
  const short = all.find(({ bits, bitsMin }) => bits !== null && bits < bitsMin)
  if (short) {
    const observed = text(
      `${short.what.de} hat nur ${short.bits} Bit; zugesagt sind mindestens ${short.bitsMin} Bit.`,
      `${short.what.en} has only ${short.bits} bits; at least ${short.bitsMin} bits are promised.`,
    )
    return conclude(scan, 'fails', short.code, observed)
  }
  const unread = all.find(({ bits }) => bits === null)
  if (unread)
    return inconclusive(
      'size-not-readable',
      text(`${unread.what.de}: Größe nicht lesbar.`, `${unread.what.en}: size not readable.`),
    )
  if (certificates.length === 0) return noCertificate
  return incomplete(scan).length > 0 ? notAllAsked(scan) : longEnough(scan, certificates, all)
}

function longEnough(scan: TlsScan, certificates: readonly Measured[], all: readonly Measured[]): Finding {
  const smallest = (measured: readonly Measured[]) =>
    measured.toSorted((a, b) => (a.bits ?? 0) - (b.bits ?? 0))[0]
  const finite = smallest(
    all.filter(({ code }) => code !== 'ec-group-too-small' && code !== 'ec-key-too-short'),
  )
  const elliptic = smallest(
    all.filter(({ code }) => code === 'ec-group-too-small' || code === 'ec-key-too-short'),
  )
  const parts = [finite, elliptic].filter((measured) => measured !== undefined)
  const say = (language: keyof Text, unit: string) =>
    parts.map(({ what, bits }) => `${what[language]} ${bits} ${unit}`).join('; ')
  return conclude(
    scan,
    'holds',
    'keys-long-enough',
    text(
      `Geprüft: ${certificates.length} Zertifikatsschlüssel, ${all.length - certificates.length} Gruppen des Schlüsselaustauschs. Am kürzesten: ${say('de', 'Bit')}.`,
      `Checked: ${certificates.length} certificate ${certificates.length === 1 ? 'key' : 'keys'}, ${all.length - certificates.length} key-exchange groups. Shortest: ${say('en', 'bits')}.`,
    ),
  )
}

const ellipticTypes = new Set(['ec', 'ed25519', 'ed448', 'x25519', 'x448'])

function certificateKeys(scan: TlsScan, { rsaBits, ecBits }: Parameters): Measured[] {
  return scan.chains.flatMap(({ certificates }) =>
    certificates.map(({ subject, keyType, keyBits }) => {
      const elliptic = ellipticTypes.has(keyType)
      return {
        code: elliptic ? 'ec-key-too-short' : 'rsa-key-too-short',
        what: text(
          `Der Schlüssel (${keyType}) des Zertifikats ${subject}`,
          `The key (${keyType}) of the certificate ${subject}`,
        ),
        bits: keyBits,
        bitsMin: elliptic ? ecBits : rsaBits,
      }
    }),
  )
}

function exchangeGroups(scan: TlsScan, { rsaBits, ecBits }: Parameters): Measured[] {
  const group = (code: string, name: string, bits: number | null, bitsMin: number): Measured => ({
    code,
    what: text(`Die Gruppe ${name} des Schlüsselaustauschs`, `The key exchange group ${name}`),
    bits,
    bitsMin,
  })
  return scan.versions.flatMap(({ version, suites, groups }) => [
    ...suites
      .filter((suite) => suite.dhe)
      .map((suite) => group('dh-group-too-small', `${suite.name} (${version})`, suite.dhBits, rsaBits)),
    ...groups
      // A group that is post-quantum alone has no size that compares with either.
      .filter(({ kind, bits }) => kind !== 'hybrid' || bits !== null)
      .map(({ name, kind, bits }) =>
        kind === 'ffdhe'
          ? group('dh-group-too-small', `${name} (${version})`, bits, rsaBits)
          : group('ec-group-too-small', `${name} (${version})`, bits, ecBits),
      ),
  ])
}

const noCertificate = inconclusive(
  'no-certificate',
  text('Der Server zeigte kein Zertifikat.', 'The server showed no certificate.'),
)

export const keySize = defineCheck<TlsTarget, TlsScan, Parameters>({
  version: 1,
  method: text(
    'Wir lesen von außen die Schlüssel aller Zertifikate, die der Server zeigt, und die Gruppen, mit denen er Schlüssel vereinbart.',
    'From outside we read the keys of all certificates that the server shows and the groups with which it agrees on keys.',
  ),
  validityMs: 6 * hour,
  observer: tlsScan,
  judge: judgeKeySize,
})
