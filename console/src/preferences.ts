import { useSyncExternalStore } from 'react'
import type { Language } from '../../server/src/kernel/language.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What somebody chose on this device; the language of a signed-in person goes before it. */
export interface Preferences {
  readonly language: Language
  readonly theme: Theme
}

const place = 'nachweis.console'
const listeners = new Set<() => void>()
let current = read()

/** The preferences in force; the component is drawn again when they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(listen, preferences)
}

export const preferences = (): Preferences => current

/** Takes over, keeps and applies what is given. */
export function choose(chosen: Partial<Preferences>): void {
  current = { ...current, ...chosen }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // Storage may be forbidden: then the choice lasts until the page is left.
  }
  apply()
  for (const listener of listeners) listener()
}

/** Brings language and theme to the page's root; once at the start. */
export function apply(): void {
  const root = document.documentElement
  root.lang = current.language
  if (current.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = current.theme
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Preferences {
  let kept: Partial<Preferences> = {}
  try {
    kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>
  } catch {
    // Unreadable or forbidden: the browser's language and the system's theme.
  }
  const byBrowser = navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en'
  return {
    language: kept.language === 'de' || kept.language === 'en' ? kept.language : byBrowser,
    theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
  }
}
