import type { Finding } from '../../../engine/claims/index.ts'
import { hour } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import { writtenLaterMs } from './judge-sources.ts'
import type { SystemsObserved } from './observe-systems.ts'

/** Holds when every declared system has one source of its own, and something came from it within the hours. */
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
    ({ hasOwnSource, silentMs, paused }) =>
      hasOwnSource && !paused && silentMs !== null && silentMs <= hours * hour + writtenLaterMs,
  ).length
  const without = systems.filter(({ hasOwnSource }) => !hasOwnSource).length
  const paused = systems.filter((each) => each.paused).length
  const holds = heard === systems.length
  const [causesDe, causesEn] = holds
    ? ['', '']
    : [
        ` Ohne eindeutige eigene Quelle: ${without}, angehalten: ${paused}.`,
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
