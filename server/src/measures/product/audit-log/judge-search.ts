import type { Finding } from '../../../engine/claims/index.ts'
import { minute } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { SearchObserved } from './try-search.ts'

/** Holds when every event was found on every way within the minutes, and nothing else was. */
export function judgeSearch(
  { tries, unsent }: SearchObserved,
  { minutes }: { readonly minutes: number },
): Finding {
  if (tries.length === 0)
    return {
      verdict: 'unknown',
      code: 'nothing-sent',
      observed: text('Es wurde kein Ereignis gesendet.', 'No event was sent.'),
    }
  const limitMs = minutes * minute
  const inTime = tries.filter((each) => each.others === 0 && each.foundMs !== null && each.foundMs <= limitMs)
  const population = { checked: inTime.length, total: tries.length }
  const others = tries.reduce((sum, each) => sum + each.others, 0)
  if (unsent.finding > 0 || others > 0)
    return {
      verdict: 'fails',
      code: 'found-too-much',
      population,
      observed: text(
        `Suchen fanden auch, was nicht passt: ${others} andere Ereignisse; ${unsent.finding} von ${unsent.searches} Suchen nach nie Gesendetem fanden etwas.`,
        `Searches also found what does not match: ${others} other events; ${unsent.finding} of ${unsent.searches} searches for what was never sent found something.`,
      ),
    }
  if (inTime.length === tries.length) return allFound(tries, unsent.searches, population)
  const isOver = tries.every(({ foundMs, lookedMs }) => foundMs !== null || lookedMs >= limitMs)
  return {
    verdict: isOver ? 'fails' : 'unknown',
    code: isOver ? 'not-found-in-time' : 'looked-too-briefly',
    population,
    observed: isOver
      ? text(
          `${inTime.length} von ${tries.length} Suchen fanden das gesendete Ereignis in der zugesagten Zeit.`,
          `${inTime.length} of ${tries.length} searches found the event that was sent in the time promised.`,
        )
      : text(
          `${inTime.length} von ${tries.length} Suchen fanden das gesendete Ereignis; nach den übrigen wurde kürzer gesucht, als die Zusage gilt.`,
          `${inTime.length} of ${tries.length} searches found the event that was sent; the others were looked for more briefly than the promise lasts.`,
        ),
  }
}

function allFound(
  tries: SearchObserved['tries'],
  searches: number,
  population: NonNullable<Finding['population']>,
): Finding {
  const longestS = Math.max(...tries.map(({ foundMs }) => foundMs ?? 0)) / 1000
  const [de, en] = [longestS.toFixed(1).replace('.', ','), longestS.toFixed(1)]
  return {
    verdict: 'holds',
    code: 'found-in-time',
    population,
    observed: text(
      `${tries.length} von ${tries.length} Suchen nach gesendeten Ereignissen fanden genau das Gesuchte, nach Person, nach Wort und nach Kunde und Zeit; die letzte ${de} Sekunden nach der Annahme. ${searches} Suchen nach nie Gesendetem fanden nichts.`,
      `${tries.length} of ${tries.length} searches for events that were sent found exactly what was looked for, by actor, by word and by customer and time; the last one ${en} seconds after acceptance. ${searches} searches for what was never sent found nothing.`,
    ),
  }
}

/** Found nothing, not allowed, not there: another answer (not signed in, asked wrongly, broken down) says nothing. */
const answered = new Set([200, 403, 404])

/** Holds when another company saw nothing on any way on which the company itself does. */
export function judgeIsolation({ isolation }: SearchObserved): Finding {
  const total = isolation.length
  const seen = isolation.filter((each) => each.seen)
  const unanswered = isolation.filter(({ status }) => !answered.has(status)).length
  const blind = isolation.filter(({ control }) => !control).length
  const checked = isolation.filter((each) => !each.seen && each.control && answered.has(each.status)).length
  const population = { checked, total }
  if (seen.length > 0)
    return {
      verdict: 'fails',
      code: 'seen-by-another',
      population,
      observed: text(
        `Ein anderes Unternehmen sah bei ${seen.length} von ${total} Versuchen etwas von einem fremden Ereignis.`,
        `Another company saw something of a foreign event in ${seen.length} of ${total} tries.`,
      ),
    }
  if (total === 0 || checked < total)
    return {
      verdict: 'unknown',
      code: 'control-failed',
      population,
      observed: text(
        `Die Gegenprobe misslang: Bei ${blind} von ${total} Versuchen sah auch das Unternehmen selbst sein Ereignis nicht; ${unanswered} Antworten sagten nichts darüber, wer es sehen darf.`,
        `The control failed: in ${blind} of ${total} tries not even the company itself saw its event; ${unanswered} answers said nothing about who may see it.`,
      ),
    }
  return {
    verdict: 'holds',
    code: 'seen-by-nobody-else',
    population,
    observed: text(
      `${total} von ${total} Versuchen eines anderen Unternehmens, ein fremdes Ereignis zu sehen, blieben ohne Ergebnis, mit Suche, Auswertung, Vorschlägen, Export, Kennung und Beweis; dem Unternehmen selbst gelang jeder dieser Wege.`,
      `${total} of ${total} tries of another company to see a foreign event came to nothing, by search, summaries, suggestions, export, id and proof; for the company itself each of these ways worked.`,
    ),
  }
}
