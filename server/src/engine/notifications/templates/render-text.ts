import type { Language } from '../../../kernel/language.ts'
import { lastLines, type MailSender } from './last-lines.ts'
import type { MailPart } from './mail-parts.ts'

/** The mail as plain text: one paragraph a line, addresses on lines of their own. */
export function renderText(parts: readonly MailPart[], language: Language, sender: MailSender): string {
  const blocks = parts.map((part) => block(part, language))
  return [...blocks, `-- \n${lastLines(sender, language)}`].join('\n\n') + '\n'
}

function block(part: MailPart, language: Language): string {
  switch (part.kind) {
    case 'paragraph':
      return part.text[language]
    case 'facts':
      return part.rows.map(([label, value]) => `${label[language]}: ${value[language]}`).join('\n')
    case 'button':
      return `${part.label[language]}:\n${part.href}`
    case 'link':
      return `${part.lead[language]}\n${part.href}`
  }
}
