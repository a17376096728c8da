import type { TrustClaim, TrustDocument } from '../src/trust-document.ts'

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')

/** A page that says what the document says, with the marks that the verifier reads. */
export function page(document: TrustDocument, language: 'de' | 'en'): string {
  const say = (claim: TrustClaim) =>
    `<p><span class="say" data-claim="${claim.id}" data-status="${claim.status}">${escape(claim.text[language]).replace(/(\d+ \w+)/, '<b>$1</b>')}</span></p>`
  const measures = document.measures.map(
    ({ id, title, claims }) =>
      `<h2 data-measure="${id}">${escape(title[language])}</h2>${claims.map(say).join('')}`,
  )
  return `<!DOCTYPE html><html lang="${language}"><head><meta charSet="utf-8"/><title>Test</title><script>if (1 < 2) {}</script></head><body><!-- -->${measures.join('')}<br/></body></html>`
}
