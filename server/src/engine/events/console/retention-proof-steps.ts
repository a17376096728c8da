import { parseVerifierKey, ProofError, verifyCheckpoint, type Text } from 'nachweis-verify'
import type { z } from 'zod'
import { numberWords, text } from '@nachweis/console'
import type { proveErasureRoute } from '../retention/contract.ts'
import { eventWords } from './retention-words.ts'

export interface Step {
  readonly ok: boolean
  readonly words: Text
}

export type Proven = z.output<typeof proveErasureRoute.output>

/** What the server computed, a sentence each. */
export function treeSteps(found: Proven): Step[] {
  return [
    { ok: found.difference === 0, words: found.difference === 0 ? words.sums(found) : words.differ(found) },
    { ok: found.wrong === 0, words: found.wrong === 0 ? words.looked(found) : words.wrong(found) },
  ]
}

/** Verifies the signature of the tree of events here; it must hold at least as many leaves as were counted. */
export async function headStep(get: (path: string) => Promise<string>, size: number): Promise<Step> {
  try {
    const line = async (path: string) => parseVerifierKey((await get(path)).replace(/\n$/, ''))
    const keys = { log: await line('/log/events/key'), clock: await line('/log/events/clock-key') }
    const head = await verifyCheckpoint(await get('/log/events/checkpoint'), keys)
    const at = new Date(head.time).toISOString()
    return { ok: head.size >= size, words: words.signed(head.size, at) }
  } catch (error) {
    if (error instanceof ProofError && error.code === 'crypto-unavailable')
      return { ok: false, words: words.noCrypto }
    return { ok: false, words: words.failed(error instanceof Error ? error.message : String(error)) }
  }
}

const moment = (at: string) => `${at.slice(0, 19).replace('T', ' ')} UTC`
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
      `Die Rechnung geht nicht auf, es fehlen oder überzählen ${eventWords(found.difference).de}: ${sum(found, 'de')}.`,
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
  noCrypto: text(
    'Die Signatur lässt sich hier nicht prüfen: Browser bieten das nur auf https-Seiten.',
    'The signature cannot be verified here: browsers offer that on https pages only.',
  ),
  failed: (reason: string) =>
    text(`Die Signatur ließ sich nicht prüfen: ${reason}`, `The signature could not be verified: ${reason}`),
}
