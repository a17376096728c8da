import { defineCheck, defineClaim } from '../../../engine/claims/index.ts'
import { hour } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import { judgeOrders, judgeSources } from './judge-sources.ts'
import { sourcesHeard } from './observe-sources.ts'

export const sources = defineClaim({
  id: 'sources',
  text: text(
    'Verstummt ein System, das uns Ereignisse sendet, fällt es auf: Jede Quelle, für die ein Lebenszeichen vereinbart ist, hat sich innerhalb der vereinbarten Zeit gemeldet.',
    'If a system that sends us events falls silent, it is noticed: every source for which a sign of life is agreed was heard within the agreed time.',
  ),
  parameters: {},
  basis: 'observed',
  check: defineCheck({
    version: 1,
    validityMs: 2 * hour,
    observer: sourcesHeard,
    method: text(
      'Alle 15 Minuten vergleichen wir für jede Quelle mit vereinbartem Lebenszeichen die Zeit seit ihrem letzten gespeicherten Ereignis mit der vereinbarten.',
      'Every 15 minutes we compare, for each source with an agreed sign of life, the time since its last stored event with the one agreed.',
    ),
    judge: judgeSources,
  }),
  needs: text(
    'Sobald für eine Quelle ein Lebenszeichen vereinbart ist, wird dies alle 15 Minuten geprüft.',
    'Checked every 15 minutes once a sign of life is agreed for a source.',
  ),
})

export const order = defineClaim({
  id: 'order',
  text: text(
    'Geht die Uhr eines Systems, das uns Ereignisse sendet, falsch oder fehlen Ereignisse in seiner Zählung, fällt es auf: Bei jeder sendenden Quelle stimmt beides.',
    'If the clock of a system that sends us events is wrong, or events are missing in its sequence, it is noticed: both are right for every source that sends.',
  ),
  parameters: {},
  basis: 'observed',
  check: defineCheck({
    version: 1,
    validityMs: 2 * hour,
    observer: sourcesHeard,
    method: text(
      'Alle 15 Minuten vergleichen wir für jede Quelle, die in den letzten zwei Stunden gesendet hat, die Zeiten ihrer Ereignisse mit deren Empfang: Falsch geht eine Uhr, die in der Mitte über 30 Sekunden vor- oder über eine Stunde nachgeht. Nummeriert eine Quelle ihre Ereignisse, darf keine Nummer länger als eine Minute fehlen.',
      'Every 15 minutes we compare, for each source that sent within the last two hours, the times of its events with their receipt: a clock is wrong that is ahead by more than 30 seconds, or behind by more than an hour, in the median. If a source numbers its events, no number may be missing for longer than a minute.',
    ),
    judge: judgeOrders,
  }),
  needs: text(
    'Sobald eine Quelle sendet, wird dies alle 15 Minuten geprüft.',
    'Checked every 15 minutes once a source sends.',
  ),
})
