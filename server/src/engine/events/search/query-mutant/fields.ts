import { text, type Text } from '../../../../kernel/language.ts'
import { textFields, type TextField } from './ast.ts'

/** A name before the colon. */
export type FieldName = TextField | 'outcome' | 'flag' | 'ip' | 'id' | 'time'

/** Every field: what it is, and its German name, which is understood too. */
export const fields: Readonly<Record<FieldName, { readonly german: string; readonly about: Text }>> = {
  actor: { german: 'akteur', about: text('wer es getan hat', 'who did it') },
  action: { german: 'aktion', about: text('was getan wurde', 'what was done') },
  target: { german: 'ziel', about: text('womit oder woran', 'to what') },
  outcome: {
    german: 'ergebnis',
    about: text('success, failure oder unknown', 'success, failure or unknown'),
  },
  ip: { german: 'adresse', about: text('IP-Adresse oder Netz', 'IP address or network') },
  time: { german: 'zeit', about: text('wann, z. B. 24h oder heute', 'when, e.g. 24h or today') },
  session: { german: 'sitzung', about: text('Sitzung des Akteurs', 'session of the actor') },
  source: { german: 'quelle', about: text('welche Anwendung es gemeldet hat', 'which application sent it') },
  customer: { german: 'kunde', about: text('wen es betrifft', 'whom it concerns') },
  type: { german: 'art', about: text('Art der Daten', 'type of data') },
  purpose: { german: 'zweck', about: text('wozu es aufbewahrt wird', 'what it is kept for') },
  flag: {
    german: 'merkmal',
    about: text(
      'Auffälligkeit: time-missing, future, late, unmapped',
      'oddity: time-missing, future, late, unmapped',
    ),
  },
  id: { german: 'kennung', about: text('Kennung des Ereignisses', 'id of the event') },
}

export const fieldNames = Object.keys(fields) as readonly FieldName[]

const byName = new Map<string, FieldName>([
  ['address', 'ip'],
  ...fieldNames.flatMap((name): [string, FieldName][] => [
    [name, name],
    [fields[name].german, name],
  ]),
])

/** The field that a name or its German alias means, or null. */
export const fieldOf = (name: string): FieldName | null => byName.get(name.toLowerCase()) ?? null

export const isTextField = (name: FieldName): name is TextField =>
  (textFields as readonly string[]).includes(name)

const mistakesMax = 2
const nameCharactersMax = 20

/** The known name that a mistyped one is closest to, or null. */
export function nearestName(name: string, known: Iterable<string> = byName.keys()): string | null {
  if (name.length > nameCharactersMax) return null
  let best: { name: string; distance: number } | null = null
  for (const each of known) {
    const distance = distanceOf(name.toLowerCase(), each)
    if (distance <= Math.min(mistakesMax, each.length - 2) && distance < (best?.distance ?? Infinity))
      best = { name: each, distance }
  }
  return best?.name ?? null
}

/** Levenshtein distance: characters to add, leave out or replace. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[b.length] ?? 0
}
