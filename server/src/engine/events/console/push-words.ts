import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import type { DeliveryState } from '../push/state-names.ts'
import type { PushEndpoint } from './push-own.ts'
import type { Tone } from './sources-state.tsx'

interface StateWords {
  readonly name: Text
  /** What it means and what to do; null where there is nothing to say. */
  readonly why: Text | null
  readonly tone: Tone
}

/** How a webhook is. */
export type PushHealth = 'healthy' | 'retrying' | 'paused' | 'failing' | 'gone' | 'unowned'

export const healthOf = ({ state, failingSince }: Pick<PushEndpoint, 'state' | 'failingSince'>): PushHealth =>
  state !== 'active' ? state : failingSince === null ? 'healthy' : 'retrying'

/** What its state is called, what it means, and the sign that goes with it. */
export const healthWords: Readonly<Record<PushHealth, StateWords>> = {
  healthy: { name: text('Läuft', 'Working'), why: null, tone: 'good' },
  retrying: {
    name: text('Versucht es erneut', 'Trying again'),
    why: text(
      'Der Empfänger nimmt gerade nichts an. Wir versuchen es bis zu drei Tage lang weiter, in wachsenden Abständen; was danach kommt, wartet in der Reihenfolge. Verloren geht nichts.',
      'The receiver takes nothing at present. We keep trying for up to three days, at growing intervals; what comes after it waits in order. Nothing is lost.',
    ),
    tone: 'bad',
  },
  paused: {
    name: text('Pausiert', 'Paused'),
    why: text(
      'Gesendet wird nichts. Sobald Sie einschalten, kommt nach, was inzwischen geschehen ist.',
      'Nothing is sent. As soon as you switch it on, what has happened meanwhile follows.',
    ),
    tone: 'calm',
  },
  failing: {
    name: text('Angehalten', 'Stopped'),
    why: text(
      'Drei Tage lang hat der Empfänger nichts angenommen; die Zustellung, an der es lag, ist aufgegeben. Beheben Sie die Ursache, senden Sie einen Test, und schalten Sie wieder ein: Es geht dort weiter, wo es stehen blieb. Aufgegebenes senden Sie unter „Zustellungen“ erneut.',
      'The receiver took nothing for three days; the delivery that it failed with is given up. Mend the cause, send a test and switch it on again: delivery goes on where it stopped. What was given up can be sent again under “Deliveries”.',
    ),
    tone: 'bad',
  },
  gone: {
    name: text('Angehalten', 'Stopped'),
    why: text(
      'Der Empfänger hat geantwortet, dass es ihn nicht mehr gibt (410). Prüfen Sie die Adresse, senden Sie einen Test, und schalten Sie wieder ein: Es geht dort weiter, wo es stehen blieb.',
      'The receiver answered that it no longer exists (410). Check the address, send a test and switch it on again: delivery goes on where it stopped.',
    ),
    tone: 'bad',
  },
  unowned: {
    name: text('Angehalten', 'Stopped'),
    why: text(
      'Er bekommt Ereignisse aller Kunden, aber wer ihn zuletzt eingestellt hat, darf diese nicht mehr sehen. Gesendet wird nichts. Schaltet jemand mit diesem Recht ihn wieder ein, geht es dort weiter, wo es stehen blieb.',
      'It gets the events of all customers, but whoever set it up last may no longer see these. Nothing is sent. When somebody who may switches it on again, delivery goes on where it stopped.',
    ),
    tone: 'bad',
  },
}

export const deliveryWords: Readonly<Record<DeliveryState, Omit<StateWords, 'why'>>> = {
  queued: { name: text('Wartet', 'Waiting'), tone: 'calm' },
  delivered: { name: text('Zugestellt', 'Delivered'), tone: 'good' },
  dead: { name: text('Aufgegeben', 'Given up'), tone: 'bad' },
  erased: { name: text('Ereignis gelöscht', 'Event deleted'), tone: 'calm' },
}

/** Published records that a webhook can get beside events. */
export const kindOptions = [
  {
    id: 'claims.status-changed',
    label: text('Der Stand einer Aussage ändert sich', 'The status of a claim changes'),
  },
  {
    id: 'claims.claim-withdrawn',
    label: text('Eine Aussage wird zurückgezogen', 'A claim is withdrawn'),
  },
  {
    id: 'events.retention-changed',
    label: text('Eine Aufbewahrungsfrist wird geändert', 'A retention period is changed'),
  },
] as const

/** What a kind of record is called; one that is not offered here has its own name. */
export const kindWords = (kind: string): Text =>
  kindOptions.find(({ id }) => id === kind)?.label ?? text(kind, kind)

/** Which events a webhook gets, in words; a search stands behind them. Null: none. */
export function eventsWords({ query, everywhere }: Pick<PushEndpoint, 'query' | 'everywhere'>): Text | null {
  if (query === null) return null
  const whose = everywhere ? text(' aller Kunden', ' of all customers') : text('', '')
  return query.trim() === ''
    ? text(`Alle Ereignisse${whose.de}`, `All events${whose.en}`)
    : text(`Ereignisse${whose.de}, auf die diese Suche passt:`, `Events${whose.en} that match this search:`)
}
