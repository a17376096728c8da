import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { classOf } from '../classes.ts'
import { organisationsById } from './find.ts'
import { sourceSettingsSchema, type SettingsChange, type SourceSettings } from './settings.ts'

/** The settings with a change in them. Throws a Problem for what could keep no event. */
export async function changedSettings(
  reader: Reader,
  before: SourceSettings | null,
  change: SettingsChange,
): Promise<SourceSettings> {
  const settings = sourceSettingsSchema.parse({ ...before, ...given(change) })
  if (classOf(settings.dataType, settings.purpose) === null)
    throw new Problem('bad-request', 'kind-unknown', {
      de: 'Für diese Art von Daten und diesen Zweck gibt es keine Frist. Wählen Sie eine andere Verbindung der beiden.',
      en: 'There is no period for this type of data with this purpose. Choose another combination of the two.',
    })
  if (settings.customer !== null && !(await organisationsById(reader)).has(settings.customer))
    throw new Problem('bad-request', 'customer-unknown', {
      de: 'Diesen Kunden gibt es nicht (mehr). Wählen Sie einen anderen.',
      en: 'There is no such customer (any more). Choose another one.',
    })
  return settings
}

const given = (change: SettingsChange) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
