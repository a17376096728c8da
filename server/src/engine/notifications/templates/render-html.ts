import { themes } from '@nachweis/ui'
import type { Language } from '../../../kernel/language.ts'
import { inFull, lastLines, type MailSender } from './last-lines.ts'
import type { MailPart } from './mail-parts.ts'

const { paper, raised, ink, soft, line, accent } = themes.light
const styles = {
  body: `margin:0;padding:24px 12px;background:${paper};color:${ink};font:16px/1.55 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`,
  card: `max-width:36rem;margin:0 auto;padding:28px;background:${raised};border:1px solid ${line};border-radius:8px`,
  paragraph: 'margin:0 0 16px',
  facts: 'margin:0 0 20px;border-collapse:collapse',
  label: `padding:2px 16px 2px 0;color:${soft};font-weight:normal;text-align:left;vertical-align:top`,
  value: 'padding:2px 0;vertical-align:top;overflow-wrap:anywhere',
  button: `display:inline-block;padding:11px 20px;background:${accent};color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600`,
  small: `margin:0 0 16px;color:${soft};font-size:14px;overflow-wrap:anywhere`,
  link: `color:${accent}`,
  last: `max-width:36rem;margin:16px auto 0;color:${soft};font-size:13px`,
}

/** The mail as HTML: inline styles only, nothing that is fetched, every character escaped. */
export function renderHtml(
  subject: string,
  parts: readonly MailPart[],
  language: Language,
  sender: MailSender,
): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escape(subject)}</title>
</head>
<body style="${styles.body}">
<div style="${styles.card}">
${parts.map((part) => block(part, language)).join('\n')}
</div>
<p style="${styles.last}">${escape(lastLines(sender, language))}</p>
</body>
</html>
`
}

function block(part: MailPart, language: Language): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p style="${styles.paragraph}">${escape(part.text[language])}</p>`
    case 'facts':
      return `<table style="${styles.facts}">${part.rows.map(([label, value]) => row(label[language], value[language])).join('')}</table>`
    case 'button':
      return `<p style="${styles.paragraph}"><a href="${escape(part.href)}" style="${styles.button}">${escape(part.label[language])}</a></p>
<p style="${styles.small}">${escape(inFull[language])}<br>${address(part.href)}</p>`
    case 'link':
      return `<p style="${styles.small}">${escape(part.lead[language])}<br>${address(part.href)}</p>`
  }
}

const row = (label: string, value: string) =>
  `<tr><th scope="row" style="${styles.label}">${escape(label)}</th><td style="${styles.value}">${escape(value)}</td></tr>`

const address = (href: string) => `<a href="${escape(href)}" style="${styles.link}">${escape(href)}</a>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
