import { calendarDay, text } from '@nachweis/console'
import { classWords, type Hold, type Period } from './retention-words.ts'

/** What a hold keeps, in one line: kind, customer, person, time. */
export function holdScope(hold: Hold, periods: readonly Period[]) {
  const parts = [
    hold.class === null
      ? text('Ereignisse jeder Art', 'Events of every kind')
      : classWords(periods, hold.class),
    ...(hold.organisation === null
      ? []
      : [text(hold.organisationName ?? 'früherer Kunde', hold.organisationName ?? 'former customer')]),
    ...(hold.actor === null ? [] : [text(`mit „${hold.actor}“`, `with “${hold.actor}”`)]),
    ...(hold.actorErased
      ? [text('mit einer Person, die gelöscht wurde', 'with a person who was erased')]
      : []),
    ...timeParts(hold),
  ]
  const line = (language: 'de' | 'en') => parts.map((part) => part[language]).join(', ')
  return text(line('de'), line('en'))
}

function timeParts({ from, to }: Hold) {
  if (from === null && to === null) return []
  // The end is not included: what is shown is the last day.
  const last = to === null ? null : new Date(Date.parse(to) - 1).toISOString()
  const line = (language: 'de' | 'en', since: string, until: string) =>
    [
      ...(from === null ? [] : [`${since} ${calendarDay(from, language)}`]),
      ...(last === null ? [] : [`${until} ${calendarDay(last, language)}`]),
    ].join(' ')
  return [text(line('de', 'vom', 'bis'), line('en', 'from', 'to'))]
}
