import { EventsError } from './errors.ts'
import { eventBytesMax } from './spool.ts'

/** An event: any JSON object. `id` is its key where it has one: sent again with it, it is not stored again. */
export type Event = { readonly [name: string]: unknown }

const idCharactersMax = 200
/** Where the server looks for the time of an event. */
const timeNames = ['time', '@timestamp', 'timestamp', 'time_dt', 'date', 'ts']

/**
 * The JSON that is sent: the event with a key, and with the time of this call where it names none, for it may wait.
 * `key` makes a new one; `now` in ms since the epoch. Throws EventsError `event-invalid`, `event-too-large`.
 */
export function eventText(event: Event, key: () => string, now: number): { id: string; text: string } {
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw invalid('an event is an object with names and values')
  const given = event['id']
  const isKey = typeof given === 'string' && given.length > 0 && given.length <= idCharactersMax
  if (given !== undefined && !isKey)
    throw invalid(`id is a text of 1 to ${idCharactersMax} characters, or left out`)
  const id = isKey ? given : key()
  const hasTime = timeNames.some((name) => event[name] !== undefined)
  const text = toJson({ ...event, id, ...(!hasTime && { time: new Date(now).toISOString() }) })
  const bytes = Buffer.byteLength(text)
  if (bytes > eventBytesMax)
    throw new EventsError('event-too-large', `the event has ${bytes} bytes, ${eventBytesMax} are the most`)
  return { id, text }
}

function toJson(value: object): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

const invalid = (message: string) => new EventsError('event-invalid', `This cannot be sent: ${message}.`)
