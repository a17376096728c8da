import type { Parameter, Parameters } from 'nachweis-verify'

/** What somebody typed, by parameter. */
export type Typed = Readonly<Record<string, string>>

const list = /\s*,\s*/

/** A parameter as it is edited: lists with commas. */
export const typedOf = (value: Parameter): string =>
  typeof value === 'object' ? value.join(', ') : String(value)

/** What was typed, of the kind that the parameter has; null: it is not of that kind. Both decimal marks are understood. */
export function valueOf(typed: string, like: Parameter): Parameter | null {
  const text = typed.trim()
  if (typeof like === 'string') return text === '' ? null : text
  if (typeof like === 'object') {
    const entries = text.split(list).filter(Boolean)
    return entries.length === 0 ? null : entries
  }
  if (!/^\d+([.,]\d+)?$/.test(text)) return null
  const value = Number(text.replace(',', '.'))
  return value > 0 ? value : null
}

/** All parameters; null while one of them cannot be used. */
export function valuesOf(typed: Typed, like: Parameters): Record<string, Parameter> | null {
  const values: Record<string, Parameter> = {}
  for (const [name, kind] of Object.entries(like)) {
    const value = valueOf(typed[name] ?? typedOf(kind), kind)
    if (value === null) return null
    values[name] = value
  }
  return values
}
