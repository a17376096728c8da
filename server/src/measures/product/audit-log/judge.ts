import type { Finding } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import type { LogObservation } from './observe.ts'
import { byteKinds, type Attacked } from './tamper.ts'

type Trials = { readonly trials: number }

const finding = (
  verdict: Finding['verdict'],
  code: string,
  de: string,
  en: string,
  checked: number,
  total: number,
): Finding => ({
  verdict,
  code,
  observed: text(de, en),
  population: { checked, total },
})

/** Every flipped byte must be refused, and the copy as it is accepted. */
export function judgeBytes({ bytes, copy, copyRefused }: LogObservation, { trials }: Trials): Finding {
  const tried = byteKinds.reduce((sum, kind) => sum + bytes[kind].trials, 0)
  const detected = byteKinds.reduce((sum, kind) => sum + bytes[kind].detected, 0)
  if (copyRefused !== null) return refusedUnaltered(copyRefused)
  if (detected < tried) return missed(detected, tried)
  if (tried < trials || byteKinds.some((kind) => bytes[kind].trials === 0)) return tooFew(tried, trials)
  const de = { entry: 'in Einträgen', tile: 'in Kacheln', record: 'in Datensätzen', salt: 'in Salzwerten' }
  const en = { entry: 'in entries', tile: 'in tiles', record: 'in records', salt: 'in salts' }
  const parts = (words: typeof de) =>
    byteKinds.map((kind) => `${bytes[kind].trials} ${words[kind]}`).join(', ')
  const entries = copy.size - copy.from
  return finding(
    'holds',
    'all-detected',
    `An einer Kopie der neuesten ${entries} von ${copy.size} Einträgen wurde ${tried}-mal ein Byte verändert (${parts(de)}): ` +
      `${detected} von ${tried} wurden entdeckt. Die unveränderte Kopie besteht die Prüfung.`,
    `In a copy of the newest ${entries} of ${copy.size} entries a byte was changed ${tried} times (${parts(en)}): ` +
      `${detected} of ${tried} were detected. The unaltered copy verifies.`,
    detected,
    tried,
  )
}

/** Every cut copy must be refused by whoever remembers the longer log. */
export function judgeTail({ tail, copyRefused }: LogObservation, { trials }: Trials): Finding {
  return judgeAttack(tail, copyRefused, trials, {
    de: `Einer Kopie wurde ${tail.trials}-mal das Ende genommen, mit neuer und mit alter Unterschrift`,
    en: `The end of a copy was removed ${tail.trials} times, with a new and with the old signature`,
  })
}

/** Every fork must be refused by whoever remembers the original, although its signature is valid. */
export function judgeFork({ fork, copyRefused }: LogObservation, { trials }: Trials): Finding {
  return judgeAttack(fork, copyRefused, trials, {
    de: `In einer Kopie wurde ${fork.trials}-mal ein Eintrag ausgetauscht und die Fälschung gültig unterschrieben (Wegwerfschlüssel)`,
    en: `In a copy an entry was replaced ${fork.trials} times and the forgery validly signed (throw-away key)`,
  })
}

function judgeAttack(
  attacked: Attacked,
  copyRefused: string | null,
  trials: number,
  done: { de: string; en: string },
): Finding {
  const { trials: tried, detected, wellMade, honestAccepted } = attacked
  if (copyRefused !== null) return refusedUnaltered(copyRefused)
  if (tried < trials) return tooFew(tried, trials)
  if (!honestAccepted) {
    const de = 'Auch die ehrliche Fortsetzung wurde abgelehnt: Die Prüfung unterscheidet nicht.'
    return finding(
      'fails',
      'honest-refused',
      de,
      'The honest continuation was refused too: the verification does not tell them apart.',
      0,
      tried,
    )
  }
  if (wellMade < tried) {
    const [de, en] = [
      `Nur ${wellMade} von ${tried} Fälschungen waren brauchbar.`,
      `Only ${wellMade} of ${tried} forgeries were usable.`,
    ]
    return finding('unknown', 'forgery-unusable', de, en, wellMade, tried)
  }
  if (detected < tried) return missed(detected, tried)
  return finding(
    'holds',
    'all-detected',
    `${done.de}: ${detected} von ${tried} wurden abgelehnt. Das Original und seine ehrliche Fortsetzung wurden angenommen.`,
    `${done.en}: ${detected} of ${tried} were refused. The original and its honest continuation were accepted.`,
    detected,
    tried,
  )
}

const refusedUnaltered = (code: string) =>
  finding(
    'fails',
    'copy-refused',
    `Schon die unveränderte Kopie des Protokolls besteht die Prüfung nicht (${code}).`,
    `Even the unaltered copy of the log does not verify (${code}).`,
    1,
    1,
  )

const missed = (detected: number, tried: number) =>
  finding(
    'fails',
    'alteration-missed',
    `Nur ${detected} von ${tried} Veränderungen wurden entdeckt.`,
    `Only ${detected} of ${tried} alterations were detected.`,
    tried,
    tried,
  )

const tooFew = (tried: number, trials: number) =>
  finding(
    'unknown',
    'too-few-trials',
    `Statt ${trials} waren nur ${tried} Versuche möglich.`,
    `Only ${tried} trials were possible instead of ${trials}.`,
    0,
    1,
  )

/** Records, leaves and outbox must agree, and every leaf looked at must be opened by its record. */
export function judgeComplete(
  { complete }: LogObservation,
  { seconds }: { readonly seconds: number },
): Finding {
  const { records, leaves, pending, headSize, newest, sampled } = complete
  const checked = newest + sampled
  const problem = incomplete(complete, seconds)
  if (problem) return finding('fails', problem.code, problem.de, problem.en, checked, headSize)
  const [sampleDe, sampleEn] =
    sampled === 0
      ? ['', '']
      : [` und ${sampled} ältere als Stichprobe`, ` and a sample of ${sampled} older ones`]
  return finding(
    'holds',
    'reconciled',
    `${records} Datensätze: ${leaves} stehen im Protokoll, ${pending} sind gerade auf dem Weg dorthin, keiner fehlt. ` +
      `Die neuesten ${newest} von ${headSize} Einträgen${sampleDe} passen zu ihrem Datensatz; alle zusammen ergeben die unterschriebene Wurzel.`,
    `${records} records: ${leaves} stand in the log, ${pending} are on their way into it, none is missing. ` +
      `The newest ${newest} of ${headSize} entries${sampleEn} match their record; together all give the signed root.`,
    checked,
    headSize,
  )
}

interface Incomplete {
  readonly code: string
  readonly de: string
  readonly en: string
}

function incomplete(complete: LogObservation['complete'], seconds: number): Incomplete | null {
  const {
    records,
    leaves,
    pending,
    size,
    lost,
    bare,
    unopened,
    unopenedFirst,
    treeRefused,
    oldestPendingAgeMs,
  } = complete
  if (treeRefused !== null) {
    return {
      code: 'tree-differs',
      de: `Die Einträge ergeben nicht den unterschriebenen Baum (${treeRefused}).`,
      en: `The entries do not give the signed tree (${treeRefused}).`,
    }
  }
  if (lost > 0)
    return {
      code: 'record-lost',
      de: `${lost} Datensätze stehen nicht im Protokoll.`,
      en: `${lost} records are not in the log.`,
    }
  if (bare > 0)
    return {
      code: 'leaf-without-record',
      de: `Zu ${bare} Einträgen fehlt der Datensatz.`,
      en: `${bare} entries have no record.`,
    }
  if (unopened > 0) {
    const places = unopenedFirst.join(', ')
    return {
      code: 'leaf-differs',
      de: `${unopened} Einträge passen nicht zu ihrem Datensatz (${places}).`,
      en: `${unopened} entries do not match their record (${places}).`,
    }
  }
  if (leaves !== size || records !== leaves + pending) {
    const [de, en] = [
      `${records} Datensätze, aber ${leaves} Einträge von ${size} und ${pending} ausstehende.`,
      `${records} records, but ${leaves} entries of ${size} and ${pending} pending.`,
    ]
    return { code: 'counts-differ', de, en }
  }
  if (oldestPendingAgeMs > seconds * 1000) {
    const age = Math.round(oldestPendingAgeMs / 1000)
    return {
      code: 'pending-too-long',
      de: `Ein Datensatz wartet seit ${age} Sekunden.`,
      en: `A record has been waiting for ${age} seconds.`,
    }
  }
  return null
}
