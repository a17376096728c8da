import { useId, useState, type ReactNode, type SubmitEvent } from 'react'
import { Button, CloseIcon, text, useText } from '@nachweis/console'
import { knownNames } from '../sources/known-names.ts'
import { fieldPath, type MappedField } from '../sources/settings.ts'
import type { PathValue } from './sources-paths.ts'
import { mappedFieldWords } from './sources-words.ts'

const mappedMax = 12

interface Props {
  readonly field: MappedField
  readonly mapped: readonly string[]
  /** What the events at hand have. */
  readonly paths: readonly PathValue[]
  readonly onChange: (mapped: readonly string[]) => void
}

/** The paths of one field, as chips that can be taken away, and a way to add one. */
export function MappingField({ field, mapped, paths, onChange }: Props): ReactNode {
  const t = useText()
  const id = useId()
  const { name, what } = mappedFieldWords[field]
  return (
    <div className="mapping-field" role="group" aria-labelledby={`${id}-name`}>
      <span className="field-label" id={`${id}-name`}>
        {t(name)}
      </span>
      <span className="field-description">{t(what)}</span>
      {mapped.length > 0 && (
        <ul className="chips" aria-label={t(words.mapped(t(name)))}>
          {mapped.map((path) => (
            <li key={path} className="chip">
              <code>{path}</code>
              <button
                type="button"
                aria-label={t(words.remove(path))}
                onClick={() => onChange(mapped.filter((each) => each !== path))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      {mapped.length < mappedMax && (
        <Add
          id={id}
          name={t(name)}
          mapped={mapped}
          paths={paths}
          onAdd={(path) => onChange([...mapped, path])}
        />
      )}
      <details className="more">
        <summary>{t(words.known)}</summary>
        <p className="known-names">
          {knownNames[field].map((each) => (
            <code key={each}>{each}</code>
          ))}
        </p>
      </details>
    </div>
  )
}

interface AddProps extends Pick<Props, 'mapped' | 'paths'> {
  readonly id: string
  readonly name: string
  readonly onAdd: (path: string) => void
}

function Add({ id, name, mapped, paths, onAdd }: AddProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const path = typed.trim()
  const isFine = fieldPath.safeParse(path).success && !mapped.includes(path)
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    if (!isFine) return
    onAdd(path)
    setTyped('')
  }
  return (
    <form className="add-path" onSubmit={add}>
      <input
        className="input code"
        aria-label={t(words.add(name))}
        placeholder={t(words.example)}
        list={`${id}-paths`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        spellCheck="false"
        autoCapitalize="none"
        autoComplete="off"
        maxLength={200}
      />
      <datalist id={`${id}-paths`}>
        {paths.map((each) => (
          <option key={each.path} value={each.path}>
            {each.value}
          </option>
        ))}
      </datalist>
      <Button type="submit" label={words.addIt} isDisabled={!isFine} />
    </form>
  )
}

const words = {
  mapped: (name: string) => text(`Felder für ${name}`, `Fields for ${name}`),
  remove: (path: string) => text(`${path} entfernen`, `Remove ${path}`),
  add: (name: string) => text(`Feld für ${name}`, `Field for ${name}`),
  addIt: text('Hinzufügen', 'Add'),
  example: text('z. B. user.id', 'e.g. user.id'),
  known: text('Von selbst verstanden', 'Understood by itself'),
}
