import { defineCheck, defineObserver, type Finding, type Target } from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { tryPush, type PushObserved } from '../try-push.ts'

const pushTried = defineObserver<Target, PushObserved>({
  id: 'push-tried',
  everyMs: 6 * hour,
  budgetMs: 3 * minute,
  targets: () => [{ id: 'installation' }],
  observe: tryPush,
})

/** Holds when each event that matches came once, in order, signed in both ways, and nothing else did. */
export function judgePush({ sent, taken, cameAgain, alteredBelieved }: PushObserved): Finding {
  if (sent.length === 0 || alteredBelieved) {
    return {
      verdict: 'unknown',
      code: alteredBelieved ? 'control-believed' : 'nothing-sent',
      observed: alteredBelieved
        ? text(
            'Die Gegenprobe misslang: Auch eine veränderte Zustellung galt als echt. So sagt die Prüfung nichts.',
            'The control failed: an altered delivery counted as genuine too. So the check says nothing.',
          )
        : text('Es wurde kein Ereignis gesendet.', 'No event was sent.'),
    }
  }
  const right = taken.filter(({ v1, v1a, fresh }) => v1 && v1a && fresh)
  const arrived = sent.filter((id) => taken.some(({ event }) => event === id)).length
  const population = { checked: arrived, total: sent.length }
  const isSame = taken.length === sent.length && taken.every(({ event }, place) => event === sent[place])
  if (!isSame || !cameAgain) {
    return {
      verdict: 'fails',
      code: isSame ? 'not-repeated' : 'not-once-in-order',
      population,
      observed: text(
        `Von ${sent.length} ausgewählten Ereignissen kamen ${arrived} an, mit ${taken.length} Zustellungen${isSame ? '; was der Empfänger zuerst ablehnte, kam nicht unter derselben Kennung wieder' : ', nicht jedes einmal und in der richtigen Reihenfolge'}.`,
        `Of ${sent.length} chosen events ${arrived} arrived, with ${taken.length} deliveries${isSame ? '; what the receiver refused at first did not come again under the same id' : ', not each once and in the right order'}.`,
      ),
    }
  }
  if (right.length < taken.length) {
    return {
      verdict: 'fails',
      code: 'signature-wrong',
      population: { checked: right.length, total: taken.length },
      observed: text(
        `${taken.length - right.length} von ${taken.length} Zustellungen waren nicht gültig unterschrieben.`,
        `${taken.length - right.length} of ${taken.length} deliveries were not validly signed.`,
      ),
    }
  }
  return {
    verdict: 'holds',
    code: 'signed-once-in-order',
    population,
    observed: text(
      `${sent.length} von ${sent.length} ausgewählten Ereignissen kamen an, jedes einmal und in der richtigen Reihenfolge, gültig unterschrieben mit HMAC-SHA256 und Ed25519; was der Empfänger zuerst ablehnte, kam wieder. Nicht ausgewählte Ereignisse kamen nicht an.`,
      `${sent.length} of ${sent.length} chosen events arrived, each once and in the right order, validly signed with HMAC-SHA256 and Ed25519; what the receiver refused at first came again. Events that were not chosen did not arrive.`,
    ),
  }
}

export const push = defineCheck<Target, PushObserved, Record<string, never>>({
  version: 1,
  method: text(
    'Ein Wegwerf-Unternehmen lässt sich Ereignisse an einen Empfänger zustellen, den wir während der Prüfung selbst betreiben. Wir senden Ereignisse, die es ausgewählt hat, und andere, lehnen eine Zustellung einmal ab und prüfen die Unterschriften nach den Regeln von Standard Webhooks; zur Gegenprobe darf eine veränderte Zustellung nicht als echt gelten.',
    'A throw-away company has events delivered to a receiver that we run ourselves during the check. We send events that it chose, and others, refuse one delivery once and verify the signatures by the rules of Standard Webhooks; as a control, an altered delivery must not count as genuine.',
  ),
  validityMs: 24 * hour,
  observer: pushTried,
  judge: judgePush,
})
