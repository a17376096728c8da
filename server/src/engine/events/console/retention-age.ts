import { text } from '@nachweis/console'
import type { Period } from './retention-words.ts'
import { roughDuration } from './search-times.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

export type Age = ReturnType<typeof ageOf>

/**
 * The oldest event of a class against its period. `age`, `limit`: shares of the picture's width, 0 to 1. `now` in ms since the
 * epoch.
 */
export function ageOf({ days, oldestReceivedAt, oldestFreeAt }: Period, now: number) {
  const period = days * dayMs
  const ageMs = oldestReceivedAt === null ? null : Math.max(0, now - Date.parse(oldestReceivedAt))
  const freeMs = oldestFreeAt === null ? null : Math.max(0, now - Date.parse(oldestFreeAt))
  const whole = Math.max(period, ageMs ?? 0)
  const isOver = ageMs !== null && ageMs > period
  return {
    ageMs,
    overMs: isOver ? ageMs - period : 0,
    leftMs: ageMs === null || isOver ? 0 : period - ageMs,
    age: (ageMs ?? 0) / whole,
    limit: period / whole,
    state: stateOf(isOver, freeMs !== null && freeMs > period, ageMs === null),
  }
}

/** none: nothing is stored. held: only a hold keeps what is past the period. due: the next run deletes it. */
function stateOf(isOver: boolean, isFreeOver: boolean, isEmpty: boolean) {
  if (isEmpty) return 'none' as const
  if (!isOver) return 'within' as const
  return isFreeOver ? ('due' as const) : ('held' as const)
}

/** "3 Tage", "1 hour"; a minute at least. */
const roughly = (ms: number, language: 'de' | 'en') => roughDuration(Math.max(minuteMs, ms), language)

/** The same in words. */
export function ageWords({ ageMs, overMs, leftMs, state }: Age) {
  if (ageMs === null) return text('Zurzeit steht hier nichts.', 'Nothing stands here at present.')
  const old = (language: 'de' | 'en') => roughly(ageMs, language)
  if (state === 'within')
    return text(
      `Das älteste ist ${old('de')} alt; bis zur Frist bleiben ${roughly(leftMs, 'de')}.`,
      `The oldest is ${old('en')} old; ${roughly(leftMs, 'en')} are left of its period.`,
    )
  if (state === 'held')
    return text(
      `Das älteste ist ${old('de')} alt: ${roughly(overMs, 'de')} über der Frist. Eine Sperre hält es.`,
      `The oldest is ${old('en')} old: ${roughly(overMs, 'en')} past its period. A legal hold keeps it.`,
    )
  return text(
    `Das älteste ist ${old('de')} alt: ${roughly(overMs, 'de')} über der Frist. Es geht mit dem nächsten Lauf.`,
    `The oldest is ${old('en')} old: ${roughly(overMs, 'en')} past its period. It goes with the next run.`,
  )
}
