import { isoTime } from '../../../kernel/clock.ts'
import { retentionClasses } from '../classes.ts'
import { flag, type EventDraft, type ReadEvent } from '../event.ts'
import { pathOf, readEvent, type FindCustomer } from '../read-event.ts'
import type { Understood } from './contract.ts'
import { mappedFields, type MappedField, type Source } from './settings.ts'

const flagNames = {
  'time-missing': flag.timeMissing,
  future: flag.future,
  late: flag.late,
  unmapped: flag.unmapped,
} as const

/** The names of the bits of `flags`. */
export const namesOf = (flags: number) =>
  (Object.keys(flagNames) as (keyof typeof flagNames)[]).filter((name) => flags & flagNames[name])

/** What ingest would make of an event of this source, received at that moment (ms), with where it found each field. */
export function understand(
  draft: EventDraft,
  source: Source,
  findCustomer: FindCustomer,
  names: ReadonlyMap<string, string>,
  received: number,
): Understood {
  const read = readEvent(draft, source, findCustomer, received)
  if ('refused' in read)
    return {
      refused: { reason: read.refused, message: read.message },
      fields: {},
      organisation: null,
      outcome: 'unknown',
      flags: [],
    }
  const values = valuesOf(read, names)
  const fields: Understood['fields'] = {}
  for (const field of mappedFields) {
    const value = values[field]
    if (value === null) continue
    const isFromTransport = field === 'time' && draft.at !== null
    const path = isFromTransport ? null : pathOf(draft.body, field, source.settings.mapping[field])
    fields[field] = { value, path }
  }
  return {
    refused: null,
    fields,
    organisation: { id: read.organisation, name: names.get(read.organisation) ?? read.organisation },
    outcome: read.outcome,
    flags: namesOf(read.flags),
  }
}

function valuesOf(read: ReadEvent, names: ReadonlyMap<string, string>): Record<MappedField, string | null> {
  const kept = retentionClasses.find(({ id }) => id === read.class)
  return {
    time: isoTime(read.at),
    actor: read.actor,
    action: read.action,
    target: read.target,
    outcome: read.outcome === 'unknown' ? null : read.outcome,
    address: read.address,
    session: read.session,
    customer: names.get(read.organisation) ?? read.organisation,
    dataType: kept?.dataType ?? null,
    purpose: kept?.purpose ?? null,
  }
}
