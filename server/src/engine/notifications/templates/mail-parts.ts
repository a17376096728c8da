import type { Text } from '../../../kernel/language.ts'

/** What a mail is made of, from top to bottom. */
export type MailPart =
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: Text, value: Text])[] }
  | { readonly kind: 'button'; readonly label: Text; readonly href: string }
  | { readonly kind: 'link'; readonly lead: Text; readonly href: string }

export const paragraph = (de: string, en: string): MailPart => ({ kind: 'paragraph', text: { de, en } })

/** A short table: when, from where, with which device. */
export const facts = (...rows: (readonly [label: Text, value: Text | string])[]): MailPart => ({
  kind: 'facts',
  rows: rows.map(([label, value]) => [label, typeof value === 'string' ? { de: value, en: value } : value]),
})

/** The one thing to do. */
export const button = (de: string, en: string, href: string): MailPart => ({
  kind: 'button',
  label: { de, en },
  href,
})

/** A sentence and, below it, an address in full. */
export const linkLine = (de: string, en: string, href: string): MailPart => ({
  kind: 'link',
  lead: { de, en },
  href,
})
