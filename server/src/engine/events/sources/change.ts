import { isDeepStrictEqual } from 'node:util'
import { recorded, type Recorded, type RecordDraft } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { eventsWriter } from '../tables.ts'
import { changedSettings } from './check-settings.ts'
import { lockSource, type FoundSource } from './find.ts'
import { refuseSameName } from './same-name.ts'
import type { SettingsChange, SourceSettings } from './settings.ts'

/** Changes name and settings; what stays the same leaves no record. */
export async function changeSource(
  tx: Writer,
  organisation: string,
  id: string,
  change: { readonly name?: string | undefined; readonly settings?: SettingsChange | undefined },
): Promise<Recorded<object>> {
  const before = await lockSource(tx, organisation, id)
  const settings = await changedSettings(tx, before.settings, change.settings ?? {})
  const name = change.name?.normalize('NFC') ?? before.name
  const changed = differences({ ...before.settings, name: before.name }, { ...settings, name })
  if (changed.length === 0) return recorded([], {})
  await refuseSameName(name, () =>
    eventsWriter(tx)
      .updateTable('events.source')
      .set({ name, settings: JSON.stringify(settings) })
      .where('id', '=', id)
      .execute(),
  )
  return recorded([told('events.source-changed', before, { changed: Object.fromEntries(changed) })], {})
}

type Named = SourceSettings & { readonly name: string }

const differences = (before: Named, after: Named) =>
  (Object.keys(after) as (keyof Named)[])
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => [key, { from: before[key], to: after[key] }] as const)

/** Lets a source wait, or go on. */
export async function setPaused(
  tx: Writer,
  organisation: string,
  id: string,
  paused: boolean,
): Promise<Recorded<object>> {
  const before = await lockSource(tx, organisation, id)
  if (before.paused === paused) return recorded([], {})
  await eventsWriter(tx).updateTable('events.source').set({ paused }).where('id', '=', id).execute()
  return recorded([told(paused ? 'events.source-paused' : 'events.source-resumed', before, {})], {})
}

/** What the log says of a change: sealed, since names can be those of people. */
export const told = (
  type: `events.source-${string}`,
  { organisation, id, name }: FoundSource,
  more: object,
): RecordDraft => ({ type, data: { organisation, source: id, name, ...more }, disclosed: false })
