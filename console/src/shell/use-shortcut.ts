import { useEffect } from 'react'
import type { Language } from '../../../server/src/kernel/language.ts'

/**
 * Ctrl (Mac: Cmd) and a key, anywhere in the console. Always with a modifier, so that nobody triggers it by speaking or
 * typing (WCAG 2.1.4).
 */
export function useShortcut(key: string, onPress: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      onPress()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}

/** How the modifier is called on this machine. */
export const modifierName = (language: Language): string => {
  if (/Mac|iPhone|iPad/.test(navigator.userAgent)) return '⌘'
  return language === 'de' ? 'Strg' : 'Ctrl'
}
