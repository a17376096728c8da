import type { TrustDocument } from 'nachweis-verify'
import type { Language } from '../../kernel/language.ts'
import { paths } from '../paths.ts'
import { words } from '../words/words.ts'

const entriesMax = 100

/** Changes of status, newest first, as an Atom feed (RFC 4287). `publicUrl` without slash at the end. */
export function atomFeed(document: TrustDocument, language: Language, publicUrl: string): string {
  const entries = document.measures
    .flatMap((measure) =>
      measure.claims.flatMap((claim) => claim.changes.map((change) => ({ claim, change }))),
    )
    .toSorted((a, b) => b.change.since.localeCompare(a.change.since))
    .slice(0, entriesMax)
  const home = publicUrl + paths.home(language)
  const self = `${publicUrl}/${language}/feed.atom`
  const { statusTitle } = words[language]
  const items = entries.map(({ claim, change }) => {
    const link = publicUrl + paths.claim(language, claim.id)
    const title = `${statusTitle[change.to]}: ${claim.text[language]}`
    const summary = `${statusTitle[change.from]} → ${statusTitle[change.to]}`
    return (
      `<entry><id>${escape(`${link}#${change.since}-${change.to}`)}</id><title>${escape(title)}</title>` +
      `<updated>${change.since}</updated><link href="${escape(link)}"/><summary>${escape(summary)}</summary></entry>`
    )
  })
  const name = document.provider?.name ?? 'Nachweis'
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">` +
    `<id>${escape(home)}</id><title>${escape(words[language].page.title(name))}</title>` +
    `<updated>${entries[0]?.change.since ?? document.generatedAt}</updated><author><name>${escape(name)}</name></author>` +
    `<link href="${escape(home)}"/><link rel="self" href="${escape(self)}"/>${items.join('')}</feed>\n`
  )
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
