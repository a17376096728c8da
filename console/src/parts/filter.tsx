import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useText } from '../language/use-text.ts'

interface Props {
  readonly label: Text
  /** The first stands for "all" and has the id ''. */
  readonly options: readonly { readonly id: string; readonly label: Text; readonly count?: number }[]
  readonly value: string
  readonly onChange: (id: string) => void
}

const all = 'all'

/** Narrows a list to one kind; each choice says how many there are. */
export function Filter({ label, options, value, onChange }: Props): ReactNode {
  const t = useText()
  return (
    <ToggleButtonGroup
      className="filter"
      aria-label={t(label)}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value || all]}
      onSelectionChange={(keys) => {
        const [key] = keys
        onChange(key === undefined || key === all ? '' : String(key))
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id || all} className="filter-choice">
          {t(option.label)}
          {option.count !== undefined && <span className="filter-count">{option.count}</span>}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
