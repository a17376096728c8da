import type { Finding } from '../../../engine/claims/index.ts'
import { hour, second } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { SystemsObserved } from './observe-systems.ts'

/** When a source was heard last is written down this much later at most. */
const writtenLaterMs = 5 * second

/** Holds when every declared system has one source, and something came from it within the hours. */
export function judgeCentral(
  { systems, registered, undeclared }: SystemsObserved,
  { hours }: { readonly hours: number },
): Finding {
  if (systems.length === 0)
    return {
      verdict: 'unknown',
      code: 'no-systems-declared',
      observed: text('Es ist kein System eingetragen.', 'No system is declared.'),
    }
  const heard = systems.filter(
    ({ sources, silentMs, paused }) =>
      sources === 1 && !paused && silentMs !== null && silentMs <= hours * hour + writtenLaterMs,
  ).length
  const without = systems.filter(({ sources }) => sources !== 1).length
  const paused = systems.filter((each) => each.paused).length
  const holds = heard === systems.length
  const [causesDe, causesEn] = holds
    ? ['', '']
    : [
        ` Ohne eindeutige Quelle: ${without}, angehalten: ${paused}.`,
        ` Without one source of their own: ${without}, paused: ${paused}.`,
      ]
  return {
    verdict: holds ? 'holds' : 'fails',
    code: holds ? 'all-systems-heard' : 'system-not-heard',
    population: { checked: heard, total: systems.length },
    observed: text(
      `Von ${heard} von ${systems.length} eingetragenen Systemen gingen in der zugesagten Zeit Ereignisse ein.${causesDe} Angemeldet sind ${registered} Quellen, davon ${undeclared} ohne Eintrag.`,
      `Events of ${heard} of ${systems.length} declared systems came in within the time promised.${causesEn} ${registered} sources are registered, ${undeclared} of them without a declaration.`,
    ),
  }
}
