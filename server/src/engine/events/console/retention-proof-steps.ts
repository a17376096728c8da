import { fromUtf8, parseVerifierKey, verifyCheckpoint } from 'nachweis-verify'
import type { z } from 'zod'
import { numberWords, text } from '@nachweis/console'
import type { proveErasureRoute } from '../retention/contract.ts'
import { clockKeyPath, failed, keyPath, line, moment, type Get, type Step } from './event-proof-steps.ts'
import { eventWords } from './retention-words.ts'

export type Proven = z.output<typeof proveErasureRoute.output>

/** What the server computed, a sentence each. */
export function treeSteps(found: Proven): Step[] {
  return [
    { ok: found.difference === 0, words: found.difference === 0 ? words.sums(found) : words.differ(found) },
    { ok: found.wrong === 0, words: found.wrong === 0 ? words.looked(found) : words.wrong(found) },
  ]
}

const checkpointPath = '/log/events/checkpoint'

/** Verifies the signature of the tree of events here; it must hold at least as many leaves as were counted. */
export async function headStep(get: Get, counted: number): Promise<Step> {
  try {
    const log = parseVerifierKey(line(await get(keyPath)))
    const clock = parseVerifierKey(line(await get(clockKeyPath)))
    const { size, time } = await verifyCheckpoint(fromUtf8(await get(checkpointPath)), { log, clock })
    if (size < counted) return { ok: false, words: words.behind(size, counted) }
    return { ok: true, words: words.signed(size, new Date(time).toISOString()) }
  } catch (error) {
    return { ok: false, words: failed(error, checkpointPath) }
  }
}

const sum = ({ size, pending, rows, expired, erased }: Proven, language: 'de' | 'en') => {
  const n = (value: number) => numberWords(value, language)
  return language === 'de'
    ? `${n(size + pending)} Blätter = ${n(rows)} gespeicherte Ereignisse + ${n(expired)} nach Frist gelöschte + ${n(erased)} von Personen gelöschte`
    : `${n(size + pending)} leaves = ${n(rows)} stored events + ${n(expired)} deleted past their period + ${n(erased)} erased of persons`
}

const words = {
  sums: (found: Proven) =>
    text(`Die Rechnung geht auf: ${sum(found, 'de')}.`, `The sum is right: ${sum(found, 'en')}.`),
  differ: (found: Proven) =>
    text(
      `Die Rechnung geht nicht auf, der Unterschied beträgt ${eventWords(found.difference).de}: ${sum(found, 'de')}.`,
      `The sum is wrong by ${eventWords(found.difference).en}: ${sum(found, 'en')}.`,
    ),
  looked: ({ looked }: Proven) =>
    text(
      `${numberWords(looked, 'de')} Blätter nachgerechnet, die neuesten und zufällig gezogene: Jedes passt zu seinem Ereignis, oder dessen Löschung ist verzeichnet.`,
      `${numberWords(looked, 'en')} leaves computed again, the newest and some drawn at random: each fits its event, or the deletion of it is on record.`,
    ),
  wrong: ({ looked, wrong }: Proven) =>
    text(
      `Von ${numberWords(looked, 'de')} nachgerechneten Blättern passen ${numberWords(wrong, 'de')} nicht.`,
      `Of ${numberWords(looked, 'en')} leaves computed again ${numberWords(wrong, 'en')} do not fit.`,
    ),
  signed: (size: number, at: string) =>
    text(
      `Die Signatur stimmt, geprüft hier im Browser: ein Baum von ${numberWords(size, 'de')} Blättern, signiert am ${moment(at)}.`,
      `The signature verifies, checked here in the browser: a tree of ${numberWords(size, 'en')} leaves, signed at ${moment(at)}.`,
    ),
  behind: (size: number, counted: number) =>
    text(
      `Die Signatur stimmt, aber nur für ${numberWords(size, 'de')} der ${numberWords(counted, 'de')} Blätter, die gezählt wurden.`,
      `The signature verifies, but only for ${numberWords(size, 'en')} of the ${numberWords(counted, 'en')} leaves that were counted.`,
    ),
}
