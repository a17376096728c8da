import type { Text } from 'nachweis-verify'
import { durationWords, text } from '@nachweis/console'
import type { SourceDetail } from '../sources/contract.ts'

type Clock = NonNullable<SourceDetail['clock']>

/** The median is known within 3 %: more digits would say what nobody knows. */
const roughly = (ms: number): number => {
  const step = ms >= 3_600_000 ? 900_000 : ms >= 600_000 ? 60_000 : 1_000
  return Math.max(step, Math.round(ms / step) * step)
}
const soonMs = 1_000

/** How far the times of events are from their receipt, in words. */
export function offsetWords({ offsetMs, zoneS }: Clock): Text {
  const far = zoneS === null ? roughly(Math.abs(offsetMs)) : Math.abs(zoneS) * 1_000
  const [de, en] = [durationWords(far, 'de'), durationWords(far, 'en')]
  if (offsetMs < -soonMs)
    return text(
      `Die Uhr der Quelle geht der unseren um etwa ${de} voraus (Median der letzten zwei Stunden).`,
      `The clock of the source is about ${en} ahead of ours (median of the last two hours).`,
    )
  if (offsetMs < soonMs)
    return text(
      'Ereignisse kommen in weniger als einer Sekunde an (Median der letzten zwei Stunden).',
      'Events arrive in less than a second (median of the last two hours).',
    )
  return text(
    `Vom Ereignis bis zum Empfang vergehen etwa ${de} (Median der letzten zwei Stunden).`,
    `From event to receipt about ${en} pass (median of the last two hours).`,
  )
}

/** What to do about a wrong clock. */
export function zoneWords({ zoneS, offsetMs }: Clock): Text {
  if (zoneS !== null) {
    const [de, en] = [
      durationWords(Math.abs(zoneS) * 1_000, 'de'),
      durationWords(Math.abs(zoneS) * 1_000, 'en'),
    ]
    return text(
      `Die Abweichung beträgt recht genau ${de}: Vermutlich sendet die Quelle Ortszeit ohne Zeitzone. Lassen Sie sie UTC oder die Zeitzone mitsenden (z. B. 2026-07-01T12:00:00+02:00).`,
      `The offset is quite exactly ${en}: the source probably sends local time without a time zone. Have it send UTC or the time zone (e.g. 2026-07-01T12:00:00+02:00).`,
    )
  }
  return offsetMs < 0
    ? text(
        'Gleichen Sie die Uhr der Quelle mit einem Zeitdienst ab (NTP).',
        'Set the clock of the source by a time service (NTP).',
      )
    : text(
        'Gleichen Sie die Uhr der Quelle mit einem Zeitdienst ab (NTP), oder sehen Sie nach, warum sie so spät sendet.',
        'Set the clock of the source by a time service (NTP), or find out why it sends so late.',
      )
}
