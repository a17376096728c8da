import type { Text } from 'nachweis-verify'
import type { Language } from '../../../server/src/kernel/language.ts'
import { usePreferences } from '../preferences.ts'
import { numberWords } from './times.ts'

/** The language in which the console speaks now. */
export const useLanguage = (): Language => usePreferences().language

/** Picks the words of the language in force: `const t = useText()`, `t(words.save)`. */
export function useText(): (words: Text) => string {
  const language = useLanguage()
  return (words) => words[language]
}

/** The same as an element, for prose among elements. */
export function Say({ words }: { readonly words: Text }): string {
  return useText()(words)
}

/** A number with the language's marks, as an element. */
export function Count({ n }: { readonly n: number }): string {
  return numberWords(n, useLanguage())
}
