import { useState, type ReactNode } from 'react'
import { Button, text, useText } from '@nachweis/console'

/** Longer lists are shown in pieces: an observation may have thousands of entries. */
const shownMax = 100
/** What lies deeper is closed at first. */
const openDepth = 2

/** A JSON value to read: objects and lists open and close. */
export function JsonTree({ value, label }: { readonly value: unknown; readonly label: string }): ReactNode {
  return (
    <div className="tree" role="group" aria-label={label} tabIndex={0}>
      <ul>
        <Node name={null} value={value} depth={0} />
      </ul>
    </div>
  )
}

interface NodeProps {
  readonly name: string | null
  readonly value: unknown
  readonly depth: number
}

function Node({ name, value, depth }: NodeProps): ReactNode {
  const key = name !== null && <span className="key">{name}: </span>
  if (typeof value !== 'object' || value === null)
    return (
      <li>
        {key}
        <Leaf value={value} />
      </li>
    )
  const entries = Object.entries(value)
  const sides = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  if (entries.length === 0)
    return (
      <li>
        {key}
        {sides}
      </li>
    )
  return (
    <li>
      <details open={depth < openDepth}>
        <summary>
          {key}
          <span className="key">{sides}</span>
        </summary>
        <Entries entries={entries} depth={depth + 1} />
      </details>
    </li>
  )
}

function Entries({
  entries,
  depth,
}: {
  readonly entries: readonly [string, unknown][]
  readonly depth: number
}) {
  const [shown, setShown] = useState(shownMax)
  return (
    <ul>
      {entries.slice(0, shown).map(([name, value]) => (
        <Node key={name} name={name} value={value} depth={depth} />
      ))}
      {entries.length > shown && (
        <li>
          <Button
            label={words.more(entries.length - shown)}
            weight="quiet"
            onPress={() => setShown(shown + shownMax)}
          />
        </li>
      )}
    </ul>
  )
}

function Leaf({ value }: { readonly value: unknown }) {
  const t = useText()
  if (typeof value === 'string') return <span className="text">{value === '' ? t(words.empty) : value}</span>
  if (typeof value === 'number') return <span className="figure">{value}</span>
  return <span className="truth">{String(value)}</span>
}

const words = {
  more: (n: number) => text(`${n} weitere`, `${n} more`),
  empty: text('(leer)', '(empty)'),
}
