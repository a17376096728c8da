import type { Finding } from '../../../engine/claims/index.ts'
import { day, hour, isoTime } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import type { ClassAge, EventsObservation } from './observe-events.ts'

const noEvents: Finding = {
  verdict: 'unknown',
  code: 'no-events-yet',
  observed: text(
    'Es ist noch kein Ereignis aus einem anderen System eingegangen.',
    'No event of another system has come in yet.',
  ),
}

const isEmpty = ({ reconciled: { rows, size, pending, expired, erased } }: EventsObservation) =>
  rows + size + pending + expired + erased === 0

/** Leaves, rows and recorded deletions of events must agree, and every leaf looked at must be what its row gives. */
export function judgeEventsComplete(
  seen: EventsObservation,
  { seconds }: { readonly seconds: number },
): Finding {
  if (isEmpty(seen)) return noEvents
  const { rows, size, pending, expired, erased, newest, sampled, equal, gone } = seen.reconciled
  const population = { checked: Math.min(newest + sampled, size), total: size }
  const problem = incomplete(seen.reconciled, seconds)
  if (problem) return { verdict: 'fails', ...problem, population }
  const [sampleDe, sampleEn] =
    sampled === 0
      ? ['', '']
      : [` und ${sampled} ältere als Stichprobe`, ` and a sample of ${sampled} older ones`]
  return {
    verdict: 'holds',
    code: 'reconciled',
    population,
    observed: text(
      `${size} Blätter und ${pending} Ereignisse auf dem Weg in den Baum stehen ${rows} gespeicherten, ${expired} nach Frist und ${erased} auf Antrag gelöschten Ereignissen gegenüber: Differenz 0. ` +
        `Nachgerechnet wurden die neuesten ${newest} von ${size} Blättern${sampleDe}: ${equal} passen zu ihrem Ereignis, ${gone} gehören zu gelöschten.`,
      `${size} leaves and ${pending} events on their way into the tree stand against ${rows} stored events, ${expired} deleted by period and ${erased} by request: difference 0. ` +
        `The newest ${newest} of ${size} leaves${sampleEn} were computed again: ${equal} match their event, ${gone} belong to deleted ones.`,
    ),
  }
}

function incomplete(
  reconciled: EventsObservation['reconciled'],
  seconds: number,
): Pick<Finding, 'code' | 'observed'> | null {
  const { headRefused, wrong, wrongFirst, difference, oldestPendingAgeMs } = reconciled
  if (headRefused !== null)
    return {
      code: 'head-refused',
      observed: text(
        `Der unterschriebene Stand des Baums der Ereignisse besteht die Prüfung nicht (${headRefused}).`,
        `The signed head of the tree of events does not verify (${headRefused}).`,
      ),
    }
  if (difference !== 0) {
    const { size, batched, pending, rows, expired, erased } = reconciled
    return {
      code: 'counts-differ',
      observed: text(
        `Differenz ${difference}: ${size} Blätter (nach Paketen ${batched}) und ${pending} ausstehende, aber ${rows} gespeicherte, ${expired} nach Frist und ${erased} auf Antrag gelöschte Ereignisse.`,
        `Difference ${difference}: ${size} leaves (${batched} by batches) and ${pending} pending, but ${rows} stored events, ${expired} deleted by period and ${erased} by request.`,
      ),
    }
  }
  if (wrong > 0)
    return {
      code: 'leaf-differs',
      observed: text(
        `${wrong} Blätter passen nicht zu ihrem Ereignis (${wrongFirst.join(', ')}).`,
        `${wrong} leaves do not match their event (${wrongFirst.join(', ')}).`,
      ),
    }
  if (oldestPendingAgeMs <= seconds * 1000) return null
  const age = Math.round(oldestPendingAgeMs / 1000)
  return {
    code: 'pending-too-long',
    observed: text(
      `Ein Ereignis wartet seit ${age} Sekunden darauf, ein Blatt zu werden.`,
      `An event has been waiting for ${age} seconds to become a leaf.`,
    ),
  }
}

/** A search must come to every stored event: through a block that covers it, or one by one behind the newest block. */
export function judgeIndex(seen: EventsObservation): Finding {
  if (isEmpty(seen)) return noEvents
  const { index } = seen
  const { rows, blocks, covered, remade, behind, looked, lookedEvents } = index
  const population = { checked: Math.max(0, Math.min(rows, covered + remade + behind)), total: rows }
  const problem = indexProblem(index)
  if (problem) return { verdict: 'fails', ...problem, population }
  const [remadeDe, remadeEn] =
    remade === 0 ? ['', ''] : [`, ${remade} in gerade erneuerten`, `, ${remade} in those being renewed`]
  const [openedDe, openedEn] =
    looked === 0
      ? ['', '']
      : [
          ` Geöffnete Blöcke: ${looked}; jedes ihrer ${lookedEvents} Ereignisse war mit jedem seiner Wörter über den Block auffindbar.`,
          ` Blocks opened: ${looked}; each of their ${lookedEvents} events could be found through the block by every one of its words.`,
        ]
  return {
    verdict: 'holds',
    code: 'index-reconciled',
    population,
    observed: text(
      `${rows} gespeicherten Ereignissen stehen ${covered} in ${blocks} Blöcken des Suchindex${remadeDe} und ${behind} noch ohne Block gegenüber, die jede Suche einzeln liest: Differenz 0.${openedDe}`,
      `${rows} stored events stand against ${covered} in ${blocks} blocks of the search index${remadeEn} and ${behind} without a block yet, which every search reads one by one: difference 0.${openedEn}`,
    ),
  }
}

function indexProblem(index: EventsObservation['index']): Pick<Finding, 'code' | 'observed'> | null {
  const { rows, covered, remade, behind, difference, overlaps, looked, miscounted, missed } = index
  if (difference !== 0 || overlaps > 0)
    return {
      code: 'index-differs',
      observed: text(
        `Differenz ${difference}: ${rows} gespeicherte Ereignisse, im Suchindex ${covered}, in gerade erneuerten Blöcken ${remade}, noch ohne Block ${behind}; ${overlaps} Blöcke überlappen sich.`,
        `Difference ${difference}: ${rows} stored events, ${covered} in the search index, ${remade} in blocks being renewed, ${behind} without a block yet; ${overlaps} blocks overlap.`,
      ),
    }
  if (missed > 0)
    return {
      code: 'not-found-through-index',
      observed: text(
        `${missed} Ereignisse sind über den Suchindex nicht auffindbar (${index.missedFirst.join(', ')}).`,
        `${missed} events cannot be found through the search index (${index.missedFirst.join(', ')}).`,
      ),
    }
  if (miscounted === 0) return null
  return {
    code: 'block-miscounted',
    observed: text(
      `${miscounted} von ${looked} geöffneten Blöcken des Suchindex zählen anders, als Ereignisse gespeichert sind.`,
      `${miscounted} of ${looked} opened blocks of the search index count other than events are stored.`,
    ),
  }
}

/**
 * Of every class, nothing that no legal hold keeps may be older than its period and the time of a deletion run. While the
 * clock is doubted nothing is deleted, and no age is known: it never holds then.
 */
export function judgeKept(seen: EventsObservation, { hours }: { readonly hours: number }): Finding {
  if (isEmpty(seen)) return noEvents
  const { classes, clockDoubtedAt } = seen
  const over = classes.filter(
    ({ oldestFreeMs, days }) => oldestFreeMs !== null && oldestFreeMs > days * day + hours * hour,
  )
  const population = { checked: classes.length, total: classes.length }
  const table = text(
    classes.map((each) => line(each, 'de')).join('; '),
    classes.map((each) => line(each, 'en')).join('; '),
  )
  if (clockDoubtedAt !== null)
    return {
      verdict: over.length === 0 ? 'unknown' : 'fails',
      code: 'clock-doubted',
      population,
      observed: text(
        `Die Uhr ist vorgesprungen. Bis sie bestätigt ist, wird nichts gelöscht, nach ihr seit ${isoTime(clockDoubtedAt)}. Ältestes Ereignis nach dieser Uhr und Frist: ${table.de}.`,
        `The clock has leapt ahead. Until it is confirmed nothing is deleted, by it since ${isoTime(clockDoubtedAt)}. Oldest event by this clock, and period: ${table.en}.`,
      ),
    }
  const within = classes.length - over.length
  const [de, en] = [
    `${within} von ${classes.length} Arten von Daten`,
    `${within} of ${classes.length} kinds of data`,
  ]
  return {
    verdict: over.length === 0 ? 'holds' : 'fails',
    code: over.length === 0 ? 'kept' : 'older-kept',
    population,
    observed: text(
      `${de} halten ihre Frist ein. Ältestes Ereignis und Frist: ${table.de}.`,
      `${en} keep to their period. Oldest event and period: ${table.en}.`,
    ),
  }
}

const names: Readonly<Record<string, readonly [string, string]>> = {
  traffic: ['Verkehrsdaten', 'traffic data'],
  'sign-in': ['Anmeldedaten', 'sign-in data'],
  contract: ['Vertragsdaten', 'contract data'],
  security: ['Sicherheitsereignisse', 'security events'],
  change: ['Änderungen', 'changes'],
  content: ['Inhaltsdaten', 'content data'],
  operation: ['Betriebsdaten', 'operational data'],
  billing: ['Abrechnung', 'billing'],
  fault: ['Störungen', 'faults'],
  proof: ['Nachweis', 'proof'],
}
/** A word that is data type and purpose alike. */
const purposeNames: typeof names = {
  ...names,
  security: ['Sicherheit', 'security'],
  operation: ['Betrieb', 'operation'],
}

function line(each: ClassAge, language: 'de' | 'en'): string {
  const at = language === 'de' ? 0 : 1
  const name = `${names[each.dataType]?.[at] ?? each.dataType} (${purposeNames[each.purpose]?.[at] ?? each.purpose})`
  const days = (ms: number) => Math.floor(ms / day)
  const oldest =
    each.oldestMs === null
      ? ['keine', 'none'][at]
      : [`${days(each.oldestMs)} von ${each.days} Tagen`, `${days(each.oldestMs)} of ${each.days} days`][at]
  const held =
    each.oldestMs === each.oldestFreeMs ? '' : [', von einer Sperre gehalten', ', kept by a legal hold'][at]
  return `${name} ${oldest}${held}`
}
