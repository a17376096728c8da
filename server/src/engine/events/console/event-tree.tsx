import { useState, type ReactNode } from 'react'
import { Button, CheckIcon, CopyIcon, text, useText } from '@nachweis/console'

/** Longer lists are shown in pieces. */
const shownMax = 100
/** What lies deeper is closed at first. */
const openDepth = 3
const copiedMs = 3_000

/** What the source sent, to read and to copy: objects and lists open and close. */
export function EventTree({ body }: { readonly body: Readonly<Record<string, unknown>> }): ReactNode {
  const t = useText()
  return (
    <div className="event-body">
      <div className="event-tree" role="group" aria-label={t(words.title)} tabIndex={0}>
        <Entries entries={Object.entries(body)} depth={0} />
      </div>
      <CopyBody body={body} />
    </div>
  )
}

function CopyBody({ body }: { readonly body: object }) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => {
    const done = await navigator.clipboard.writeText(JSON.stringify(body, null, 2)).then(
      () => true,
      () => false,
    )
    setCopied(done)
    setTimeout(() => setCopied(null), copiedMs)
  }
  const label = copied === null ? words.copy : copied ? words.copied : words.refused
  return (
    <span aria-live="polite">
      <Button
        label={label}
        weight="quiet"
        icon={copied ? <CheckIcon /> : <CopyIcon />}
        onPress={() => void copy()}
      />
    </span>
  )
}

function Entries({
  entries,
  depth,
}: {
  readonly entries: readonly (readonly [string, unknown])[]
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

interface NodeProps {
  readonly name: string
  readonly value: unknown
  readonly depth: number
}

function Node({ name, value, depth }: NodeProps) {
  const t = useText()
  const key = <span className="key">{`${name}: `}</span>
  if (typeof value !== 'object' || value === null) {
    const kind = typeof value === 'string' ? 'text' : 'figure'
    return (
      <li>
        {key}
        <span className={kind}>{value === '' ? t(words.empty) : String(value)}</span>
      </li>
    )
  }
  const entries = Object.entries(value)
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`
  return (
    <li>
      <details open={depth < openDepth}>
        <summary>
          {key}
          <span className="key">{size}</span>
        </summary>
        <Entries entries={entries} depth={depth + 1} />
      </details>
    </li>
  )
}

const words = {
  title: text('Was die Quelle gesandt hat', 'What the source sent'),
  copy: text('Als JSON kopieren', 'Copy as JSON'),
  copied: text('Kopiert', 'Copied'),
  refused: text('Der Browser erlaubt das Kopieren nicht', 'The browser does not allow copying'),
  more: (n: number) => text(`${n} weitere`, `${n} more`),
  empty: text('(leer)', '(empty)'),
}
