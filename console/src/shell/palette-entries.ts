import type { Text } from 'nachweis-verify'
import type { Language } from '../../../server/src/kernel/language.ts'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { isOpenTo, type PaletteAction, type Screen } from '../screen.ts'
import { bestFits } from './fuzzy.ts'

export type EntryKind = 'screen' | 'action' | 'measure' | 'claim'

/** One thing to go to. */
export interface PaletteEntry {
  readonly kind: EntryKind
  readonly href: string
  readonly label: Text
  /** Found by these too, and shown small, e.g. a claim's measure. */
  readonly hint: Text | null
}

interface Measure {
  readonly id: string
  readonly title: Text
  readonly claims: readonly { readonly id: string; readonly text: Text }[]
}

interface Sources {
  readonly screens: readonly Screen[]
  readonly actions: readonly PaletteAction[]
  readonly measures: readonly Measure[]
}

/** Everything this person may go to. */
export function entriesFor(me: Me, { screens, actions, measures }: Sources): PaletteEntry[] {
  const isStaff = me.organisation.kind === 'provider'
  return [
    ...screens
      .filter((screen) => !screen.path.includes('$') && screen.audience !== 'public' && isOpenTo(me, screen))
      .map((screen): PaletteEntry => ({
        kind: 'screen',
        href: screen.path,
        label: screen.title,
        hint: null,
      })),
    ...actions
      .filter((action) => isOpenTo(me, action))
      .map((action): PaletteEntry => ({
        kind: 'action',
        href: action.href,
        label: action.label,
        hint: null,
      })),
    ...(isStaff ? measures.flatMap(measureEntries) : []),
  ]
}

function measureEntries({ id, title, claims }: Measure): PaletteEntry[] {
  return [
    { kind: 'measure', href: `/measures/${id}`, label: title, hint: null },
    ...claims.map((claim): PaletteEntry => ({
      kind: 'claim',
      href: `/claims/${claim.id}`,
      label: claim.text,
      hint: title,
    })),
  ]
}

const shownMax = 12
const order: readonly EntryKind[] = ['action', 'screen', 'measure', 'claim']

/** What fits, by kind; the kinds in a fixed order, each with its best fits first. Claims are shown only when sought. */
export function found(
  entries: readonly PaletteEntry[],
  sought: string,
  language: Language,
): { kind: EntryKind; entries: PaletteEntry[] }[] {
  const offered = sought.trim() === '' ? entries.filter((entry) => entry.kind !== 'claim') : entries
  const textOf = ({ label, hint }: PaletteEntry) => `${label[language]} ${hint?.[language] ?? ''}`
  return order
    .map((kind) => ({
      kind,
      entries: bestFits(
        sought,
        offered.filter((entry) => entry.kind === kind),
        textOf,
        shownMax,
      ),
    }))
    .filter((group) => group.entries.length > 0)
}

export const kindWords: Readonly<Record<EntryKind, Text>> = {
  action: text('Tun', 'Do'),
  screen: text('Seiten', 'Pages'),
  measure: text('Maßnahmen', 'Measures'),
  claim: text('Aussagen', 'Claims'),
}
