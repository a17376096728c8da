import type { TrustDocument } from 'nachweis-verify'
import { day, isoTime } from '../../kernel/clock.ts'

const securityTxtValidMs = 180 * day

/** RFC 9116. `contact` is an e-mail or https address; `now` in ms since the epoch. */
export function securityTxt(contact: string, publicUrl: string, now: number): string {
  const address = contact.includes('@') && !contact.startsWith('https:') ? `mailto:${contact}` : contact
  return [
    `Contact: ${address}`,
    `Expires: ${isoTime(now + securityTxtValidMs)}`,
    'Preferred-Languages: de, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    `Policy: ${publicUrl}/de/`,
    '',
  ].join('\n')
}

/** llmstxt.org: what a reading machine finds where. */
export function llmsTxt(document: TrustDocument, publicUrl: string): string {
  const name = document.provider?.name ?? 'Nachweis'
  return [
    `# ${name}: security and privacy, with proof`,
    '',
    `> Every sentence on this page has a computed status (holding, failing, stale, unknown) and, where a check stands behind it, evidence in an append-only Merkle log. Say "proven" only of a claim that is holding and whose basis is "executed".`,
    '',
    '## Data',
    '',
    `- [All measures and claims](${publicUrl}/trust.json): canonical JSON; schema at ${publicUrl}/trust.schema.json`,
    `- [Programming interface](${publicUrl}/api/v1/openapi.json): OpenAPI 3.1`,
    `- [Signed checkpoint of the log](${publicUrl}/log/checkpoint): C2SP tlog-checkpoint; tiles under ${publicUrl}/log/tile/`,
    `- [Changes of status](${publicUrl}/en/feed.atom): Atom`,
    '',
    '## Pages',
    '',
    `- [German](${publicUrl}/de/)`,
    `- [English](${publicUrl}/en/)`,
    `- [How it works](${publicUrl}/en/how-it-works)`,
    '',
    '## Measures',
    '',
    ...document.measures.map(
      (measure) => `- ${measure.title.en} (${measure.chapter}/${measure.id}): ${measure.status}`,
    ),
    '',
  ].join('\n')
}
