import type { Text } from 'nachweis-verify'

export type { Text }
export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

/** Both languages at once: `text('Ja', 'Yes')`. */
export const text = (de: string, en: string): Text => ({ de, en })
