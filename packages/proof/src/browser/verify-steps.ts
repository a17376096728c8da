/** What the button on a page does, step by step and in words: one piece of evidence, proved in the reader's browser. */
import { fromHex, fromUtf8, toHex, type Bytes } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { verifyCheckpoint, type VerifiedCheckpoint } from '../checkpoint.ts'
import { readEvidenceFile, type EvidenceFile } from '../evidence-file.ts'
import { leafEntry } from '../leaf.ts'
import { leafHash, verifyInclusion } from '../merkle.ts'
import { ProofError } from '../proof-error.ts'
import type { EvidenceRecorded, Text, Verdict } from '../records.ts'
import { parseVerifierKey } from '../verifier-key.ts'

export interface Step {
  readonly ok: boolean
  readonly text: string
}

/** Fetches a resource of the installation; throws when there is none. */
export type Get = (path: string) => Promise<Bytes>

/**
 * Verifies the evidence and that it is about `claim`. Yields a sentence per step in the language; the first step that
 * fails is the last, and says what failed and where.
 */
export async function* verifySteps(
  get: Get,
  evidence: string,
  claim: string,
  language: keyof Text,
): AsyncGenerator<Step> {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const path = `/evidence/${evidence}.json`
  let where = path
  try {
    const file = readEvidenceFile(await get(path))
    const data = file.record.data as EvidenceRecorded
    const entry = leafEntry(canonicalJson(file.record), fromHex(file.salt))
    const hash = leafHash(entry)
    yield done(
      say(
        `Der Eintrag und sein Salz ergeben das Blatt ${toHex(hash).slice(0, 16)}…`,
        `The record and its salt give the leaf ${toHex(hash).slice(0, 16)}…`,
      ),
    )

    where = '/log/key'
    const log = parseVerifierKey(line(await get('/log/key')))
    where = '/log/clock-key'
    const clock = parseVerifierKey(line(await get('/log/clock-key')))
    where = `${path}, checkpoint`
    const head = await verifyCheckpoint(file.checkpoint, { log, clock })
    yield done(signedText(head, language))

    where = `${path}, inclusionProof`
    verifyInclusion({
      index: file.index,
      size: head.size,
      root: head.root,
      leafHash: hash,
      proof: file.inclusionProof,
    })
    yield done(
      say(
        `Das Blatt steht an Stelle ${file.index} dieses Protokolls.`,
        `The leaf stands at place ${file.index} of this log.`,
      ),
    )

    where = `${path}, record`
    checkSubject(file, evidence, claim)
    yield done(foundText(data, language))
  } catch (error) {
    yield { ok: false, text: failedText(error, where, language) }
  }
}

const done = (text: string): Step => ({ ok: true, text })
const line = (bytes: Bytes) => fromUtf8(bytes).replace(/\n$/, '')

function checkSubject(file: EvidenceFile, evidence: string, claim: string): void {
  const { id, type, data } = file.record
  if (type !== 'claims.evidence-recorded') throw new Error(`${type} is no evidence`)
  if (id !== evidence) throw new Error(`the record is ${id}`)
  const about = (data as EvidenceRecorded).claim
  if (about !== claim) throw new Error(`the record is about “${about}”, not “${claim}”`)
}

function signedText({ origin, size, time }: VerifiedCheckpoint, language: keyof Text): string {
  const moment = `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  return language === 'de'
    ? `Beide Signaturen stimmen: ${origin} hat am ${moment} ein Protokoll von ${size} Einträgen signiert.`
    : `Both signatures verify: ${origin} signed a log of ${size} entries at ${moment}.`
}

const verdicts: Readonly<Record<Verdict, Text>> = {
  holds: { de: 'die Aussage gilt', en: 'the claim holds' },
  fails: { de: 'die Aussage gilt nicht', en: 'the claim fails' },
  unknown: { de: 'es ließ sich nicht feststellen', en: 'it could not be established' },
}

function foundText({ verdict, receivedAt, observed }: EvidenceRecorded, language: keyof Text): string {
  const moment = `${receivedAt.slice(0, 16).replace('T', ' ')} UTC`
  return language === 'de'
    ? `Der Eintrag handelt von dieser Aussage. Befund vom ${moment}: ${verdicts[verdict].de}. ${observed.de}`
    : `The record is about this claim. Verdict of ${moment}: ${verdicts[verdict].en}. ${observed.en}`
}

function failedText(error: unknown, where: string, language: keyof Text): string {
  if (error instanceof ProofError && error.code === 'crypto-unavailable') {
    return language === 'de'
      ? 'Die Signaturen lassen sich hier nicht prüfen: Browser bieten das nur auf https-Seiten.'
      : 'The signatures cannot be verified here: browsers offer that on https pages only.'
  }
  const reason = error instanceof Error ? error.message : String(error)
  return language === 'de'
    ? `Die Prüfung ist gescheitert (${where}): ${reason}`
    : `The verification failed (${where}): ${reason}`
}
