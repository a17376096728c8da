/** What people read: the sentences, statuses and titles of the pages must be those that were computed. */
import { fromUtf8, type Bytes } from '../bytes.ts'
import type { Text } from '../records.ts'
import type { TrustClaim, TrustDocument } from '../trust-document.ts'
import { readPage, type PageContent } from './page-html.ts'
import { messageOf } from './report.ts'
import { needed, type Run } from './run.ts'

const languages = ['de', 'en'] as const satisfies readonly (keyof Text)[]

/** The pages as served, by language; null: there is none. */
export type Pages = Readonly<Record<(typeof languages)[number], Bytes | null>>

export async function readPages({ source }: Run): Promise<Pages> {
  const [de, en] = await Promise.all(languages.map((language) => source.get(`/${language}/`)))
  return { de: de ?? null, en: en ?? null }
}

/** Adds a finding for all that a page says otherwise than the document. Throws Refusal `missing`, `limit`. */
export function comparePages(run: Run, pages: Pages, document: TrustDocument): void {
  for (const language of languages) {
    const path = `/${language}/`
    const bytes = needed(path, pages[language])
    try {
      const page = readPage(fromUtf8(bytes))
      compareSentences(run, path, page, document, language)
      compareMeasures(run, path, page, document, language)
    } catch (error) {
      run.findings.add(path, 'page-invalid', messageOf(error))
    }
  }
}

function compareSentences(
  run: Run,
  path: string,
  page: PageContent,
  document: TrustDocument,
  language: keyof Text,
): void {
  const missing = new Map<string, TrustClaim>(
    document.measures.flatMap(({ claims }) => claims).map((claim) => [claim.id, claim]),
  )
  const claims = new Map(missing)
  for (const { claim: id, status, text } of page.sentences) {
    const claim = claims.get(id)
    const where = `${path} claim ${id}`
    if (!claim) {
      run.findings.add(where, 'page-claim-unknown', 'the page says what no record says')
      continue
    }
    missing.delete(id)
    if (text !== claim.text[language]) {
      run.findings.add(
        where,
        'page-sentence-differs',
        `the page says “${text}”, recorded is “${claim.text[language]}”`,
      )
    }
    if (status !== claim.status) {
      run.findings.add(where, 'page-status-differs', `the page says ${status}, computed is ${claim.status}`)
    }
    run.counts.sentences++
  }
  for (const id of missing.keys()) {
    run.findings.add(`${path} claim ${id}`, 'page-claim-missing', 'the page leaves this sentence out')
  }
}

function compareMeasures(
  run: Run,
  path: string,
  page: PageContent,
  document: TrustDocument,
  language: keyof Text,
): void {
  const missing = new Map(document.measures.map((measure) => [measure.id, measure.title[language]]))
  const titles = new Map(missing)
  for (const { id, title } of page.measures) {
    missing.delete(id)
    if (titles.get(id) !== title) {
      const recorded = titles.get(id) ?? 'no such measure'
      run.findings.add(
        `${path} measure ${id}`,
        'page-measure-differs',
        `the page says “${title}”, recorded is “${recorded}”`,
      )
    }
  }
  for (const id of missing.keys())
    run.findings.add(`${path} measure ${id}`, 'page-measure-differs', 'the page leaves it out')
}
