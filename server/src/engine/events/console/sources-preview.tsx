import type { ReactNode } from 'react'
import type { z } from 'zod'
import { absoluteTime, Menu, MoreIcon, text, useLanguage, useText } from '@nachweis/console'
import type { previewMapping, Understood } from '../sources/contract.ts'
import { mappedFields, type MappedField } from '../sources/settings.ts'
import { flagWords, valueName } from './search-words.ts'
import { pathsOf } from './sources-paths.ts'
import { mappedFieldWords } from './sources-words.ts'

type Previewed = z.output<typeof previewMapping.output>['events'][number]

interface Props {
  readonly events: readonly Previewed[]
  /** Takes a path of an event for a field. */
  readonly onUse: (field: MappedField, path: string) => void
}

const columns = ['time', 'actor', 'action', 'target', 'outcome', 'address', 'customer', 'dataType'] as const

/** Events as the settings given would understand them; what differs from the settings in force shows both. */
export function Preview({ events, onUse }: Props): ReactNode {
  const t = useText()
  if (events.length === 0) return null
  const changed = events.filter(isChanged).length
  return (
    <>
      <p role="status">{t(changed === 0 ? words.same : words.changed(changed, events.length))}</p>
      <div className="scroll-x" role="region" aria-label={t(words.table)} tabIndex={0}>
        <table className="plain-table preview">
          <thead>
            <tr>
              {columns.map((field) => (
                <th key={field} scope="col">
                  {t(mappedFieldWords[field].name)}
                </th>
              ))}
            </tr>
          </thead>
          {events.map((event, place) => (
            <Event key={event.id ?? place} event={event} onUse={onUse} />
          ))}
        </table>
      </div>
    </>
  )
}

function Event({ event, onUse }: { readonly event: Previewed } & Pick<Props, 'onUse'>) {
  const t = useText()
  const { before, after } = event
  return (
    <tbody>
      <tr>
        {after.refused ? (
          <td colSpan={columns.length} className="refused">
            <strong>{t(words.refused)}</strong> {t(reasonWords(after.refused))}
          </td>
        ) : (
          columns.map((field) => <Cell key={field} field={field} before={before} after={after} />)
        )}
      </tr>
      <tr className="preview-more">
        <td colSpan={columns.length}>
          {after.flags.map((flag) => (
            <span key={flag} className="flag">
              {t(flagWords[flag].name)}
            </span>
          ))}
          <details className="more">
            <summary>{t(words.all)}</summary>
            <Values event={event} onUse={onUse} />
          </details>
        </td>
      </tr>
    </tbody>
  )
}

interface CellProps {
  readonly field: MappedField
  readonly before: Understood
  readonly after: Understood
}

function Cell({ field, before, after }: CellProps) {
  const t = useText()
  const language = useLanguage()
  const said = (understood: Understood) => {
    const value = understood.fields[field]?.value
    if (value === undefined) return '–'
    return field === 'time' ? absoluteTime(value, language) : t(valueName(field, value))
  }
  const path = after.fields[field]?.path ?? null
  return (
    <td>
      {differs(field, before, after) ? (
        <>
          <ins>{said(after)}</ins>{' '}
          {before.fields[field] && <del aria-label={t(words.before)}>{said(before)}</del>}
        </>
      ) : (
        said(after)
      )}
      {path !== null && <code className="from">{path}</code>}
    </td>
  )
}

function Values({ event, onUse }: { readonly event: Previewed } & Pick<Props, 'onUse'>) {
  const t = useText()
  return (
    <ul className="plain values">
      {pathsOf(event.body).map(({ path, value }) => (
        <li key={path}>
          <code>{path}</code>
          <span>{value}</span>
          <Menu
            label={words.use}
            about={path}
            icon={<MoreIcon />}
            actions={mappedFields.map((field) => ({
              id: field,
              label: words.takeAs(t(mappedFieldWords[field].name)),
              onAction: () => onUse(field, path),
            }))}
          />
        </li>
      ))}
    </ul>
  )
}

const differs = (field: MappedField, before: Understood, after: Understood) =>
  before.fields[field]?.value !== after.fields[field]?.value

const isChanged = ({ before, after }: Previewed) =>
  (before.refused === null) !== (after.refused === null) ||
  mappedFields.some((field) => differs(field, before, after))

function reasonWords({ reason, message }: NonNullable<Understood['refused']>) {
  if (reason === 'customer-unknown') return words.customerUnknown
  return reason === 'kind-unknown' ? words.kindUnknown : text(message, message)
}

const words = {
  table: text('Vorschau', 'Preview'),
  same: text('Alles wird so verstanden wie bisher.', 'Everything is understood as before.'),
  changed: (n: number, all: number) =>
    text(
      `${n} von ${all} Ereignissen würden anders verstanden.`,
      `${n} of ${all} events would be understood differently.`,
    ),
  before: text('vorher', 'before'),
  refused: text('Würde abgewiesen.', 'Would be refused.'),
  customerUnknown: text(
    'Den Kunden, den das Ereignis nennt, gibt es hier nicht. Ordnen Sie ein anderes Feld zu, oder legen Sie den Kunden an.',
    'The customer that the event names does not exist here. Map another field, or create the customer.',
  ),
  kindUnknown: text(
    'Für diese Art von Daten mit diesem Zweck gibt es keine Frist.',
    'There is no period for this type of data with this purpose.',
  ),
  all: text('Alle Felder des Ereignisses', 'All fields of the event'),
  use: text('Verwenden als', 'Use as'),
  takeAs: (field: string) => text(`Als ${field} verwenden`, `Use as ${field}`),
}
