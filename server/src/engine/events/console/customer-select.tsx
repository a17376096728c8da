import { useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Select, text, TextField, type Option } from '@nachweis/console'

const searchFromCount = 10

interface Props {
  readonly name: string
  readonly label: Text
  readonly description?: Text
  /** What can be chosen before the customers. */
  readonly first: readonly Option[]
  /** Chosen to begin with; null: the first. */
  readonly chosen: Option | null
  readonly customers: readonly { readonly id: string; readonly name: string }[]
  /** There are more than these. */
  readonly hasMore: boolean
  readonly search: string
  readonly onSearch: (search: string) => void
}

/** One of the customers, with a search where they are many. What was chosen stays, whatever is searched for after it. */
export function CustomerSelect(props: Props): ReactNode {
  const { name, label, description, first, chosen, customers, hasMore, search, onSearch } = props
  const [picked, pick] = useState(chosen ?? first[0])
  const found = [...first, ...customers.map((each) => ({ id: each.id, label: each.name }))]
  const options = !picked || found.some(({ id }) => id === picked.id) ? found : [...found, picked]
  return (
    <>
      {(hasMore || search !== '' || options.length > searchFromCount) && (
        <TextField
          name={`${name}-search`}
          type="search"
          label={words.search}
          isRequired={false}
          value={search}
          onChange={onSearch}
        />
      )}
      <Select
        name={name}
        label={label}
        {...(description && { description })}
        value={picked?.id ?? null}
        onChange={(id) => pick(options.find((each) => each.id === id))}
        options={options}
      />
    </>
  )
}

const words = { search: text('Kunden suchen', 'Search customers') }
