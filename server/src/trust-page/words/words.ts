import type { Language } from '../../kernel/language.ts'
import { de } from './de.ts'
import { en } from './en.ts'

type Shape<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Shape<T[K]> }

/** Every word of the public pages; the German catalogue gives the keys. */
export type Words = Shape<typeof de>

export const words: Readonly<Record<Language, Words>> = { de, en }

/** The language a page offers to switch to. */
export const otherLanguage: Readonly<Record<Language, Language>> = { de: 'en', en: 'de' }
