/** The document computed again: what is served must be the same to the byte. */
import { canonicalJson } from '../canonical-json.ts'
import { equalBytes, utf8 } from '../bytes.ts'
import type { DisclosedRecord } from '../records.ts'
import { trustDocument, type TrustDocument } from '../trust-document.ts'
import type { PinnedKeys, Snapshot } from './head.ts'
import { messageOf, Refusal, type ReportedClaim } from './report.ts'
import type { Run } from './run.ts'

const path = '/trust.json'

/** Computes the document from records and head alone and compares. Answers the computed one. */
export function compareDocument(
  run: Run,
  { document, documentBytes, generatedAt, head }: Snapshot,
  records: readonly DisclosedRecord[],
  { line }: PinnedKeys,
): TrustDocument {
  let computed: TrustDocument
  let text: string
  try {
    const log = { origin: head.origin, ...line, checkpoint: document.log.checkpoint, size: head.size }
    computed = trustDocument(records, log, generatedAt)
    text = canonicalJson(computed)
  } catch (error) {
    throw new Refusal(
      path,
      'record-invalid',
      `no document can be computed from the records: ${messageOf(error)}`,
    )
  }
  if (!equalBytes(utf8(text), documentBytes)) {
    const [place, served, expected] = firstDifference(document, JSON.parse(text), '')
    run.findings.add(
      `${path}#${place}`,
      'document-differs',
      `it says ${short(served)}, the records say ${short(expected)}`,
    )
  }
  return computed
}

/** JSON pointer to the first place where two JSON values differ, and the values there. */
export function firstDifference(a: unknown, b: unknown, place: string): [string, unknown, unknown] {
  const bothObjects = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
  if (bothObjects && Array.isArray(a) === Array.isArray(b)) {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)].toSorted())) {
      const same =
        Object.hasOwn(left, name) &&
        Object.hasOwn(right, name) &&
        JSON.stringify(left[name]) === JSON.stringify(right[name])
      if (!same)
        return firstDifference(
          left[name],
          right[name],
          `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        )
    }
  }
  return [place, a, b]
}

const shownCharactersMax = 120
const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, shownCharactersMax)

/** The claims as they are reported. */
export const reportedClaims = (document: TrustDocument): ReportedClaim[] =>
  document.measures.flatMap(({ claims }) =>
    claims.map(({ id, status, basis, since, text, parameters, evidence }) => {
      const checks = evidence
        .filter(({ counts }) => counts)
        .map(({ check, target, verdict, code }) => ({ check, target, verdict, code }))
      return { id, status, basis, since, sentence: text, parameters, checks }
    }),
  )
