import type { Parameter, Parameters, Text } from './records.ts'

/** A piece of a sentence; `parameter` pieces are the thresholds and are marked on the page. */
export interface SentencePart {
  readonly text: string
  readonly parameter: string | null
}

const place = /\{([a-z][A-Za-z0-9]*)( [^{}]+)?\}/g

/**
 * Splits a claim's text into plain and parameter pieces. A place is `{name}` or `{name unit}`: the unit belongs to the
 * value ("{retention Tage}" gives "30 Tage"). Throws when a place names no parameter.
 */
export function sentenceParts(
  template: string,
  parameters: Parameters,
  language: keyof Text,
): SentencePart[] {
  const parts: SentencePart[] = []
  let end = 0
  for (const match of template.matchAll(place)) {
    const name = match[1] as string
    const value = parameters[name]
    if (value === undefined)
      throw new Error(`the sentence names {${name}}, but the claim has no such parameter`)
    if (match.index > end) parts.push({ text: template.slice(end, match.index), parameter: null })
    parts.push({ text: formatParameter(value, language) + (match[2] ?? ''), parameter: name })
    end = match.index + match[0].length
  }
  if (end < template.length) parts.push({ text: template.slice(end), parameter: null })
  return parts
}

/** The sentence as plain text in both languages. */
export function sentence(template: Text, parameters: Parameters): Text {
  const join = (language: keyof Text) =>
    sentenceParts(template[language], parameters, language)
      .map((part) => part.text)
      .join('')
  return { de: join('de'), en: join('en') }
}

// Not Intl: its output changes between releases, and the verifier must agree with the server to the byte.
function formatParameter(value: Parameter, language: keyof Text): string {
  if (typeof value === 'number') return formatNumber(value, language)
  if (typeof value === 'string') return value
  const and = language === 'de' ? ' und ' : ' and '
  return value.length < 2 ? value.join('') : value.slice(0, -1).join(', ') + and + value.at(-1)
}

function formatNumber(value: number, language: keyof Text): string {
  const [whole = '', fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',')
  return fraction === undefined ? grouped : grouped + (language === 'de' ? ',' : '.') + fraction
}
