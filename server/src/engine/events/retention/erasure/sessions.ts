import { Problem } from '../../../../kernel/problem.ts'
import type { Keys } from '../../../../platform/keys/keys.ts'

/** Sessions of one person that an erasure holds in memory. */
export const sessionsMax = 50_000

export const tooManySessions = () =>
  new Problem('conflict', 'too-many-sessions', {
    de: `Unter diesem Namen gibt es mehr als ${sessionsMax} Sitzungen: Das ist keine Person, sondern ein Programm. Löschen Sie dessen Ereignisse über die Frist.`,
    en: `There are more than ${sessionsMax} sessions under this name: that is no person, but a program. Let its events go by their period.`,
  })

const context = (erasure: string, what: 'value' | 'sessions') => `events.erasure ${what} ${erasure}`

/** What an erasure has to remember of the person, sealed with the installation's key. */
export const sealFor = (keys: Keys, erasure: string, what: 'value' | 'sessions', text: string): Buffer =>
  Buffer.from(keys.seal(Buffer.from(text), context(erasure, what)))

export const openFor = (
  keys: Keys,
  erasure: string,
  what: 'value' | 'sessions',
  sealed: Uint8Array,
): string => Buffer.from(keys.open(sealed, context(erasure, what))).toString()
