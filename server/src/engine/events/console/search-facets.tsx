import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { Button, CloseIcon, numberWords, Say, text, useLanguage, useText } from '@nachweis/console'
import { ToggleButton } from 'react-aria-components'
import type { eventFacets } from '../search/contract.ts'
import { termState, toggleTerm } from './search-query.ts'
import { fieldName, valueName } from './search-words.ts'

type Facets = z.output<typeof eventFacets.output>
type Facet = Facets['facets'][number]

/** Of a field, before somebody wants more. */
const shownMax = 5

interface Props {
  readonly facets: Facets
  readonly q: string
  /** Whom events concern is a question. */
  readonly everywhere: boolean
  readonly onSearch: (q: string) => void
}

/** The most frequent values of the fields: a click searches for one, once more takes it back; the cross leaves it out. */
export function SearchFacets({ facets, q, everywhere, onSearch }: Props): ReactNode {
  const t = useText()
  const language = useLanguage()
  const filled = facets.facets.filter(
    ({ field, values }) => values.length > 0 && (everywhere || field !== 'customer'),
  )
  if (filled.length === 0) return null
  return (
    <section className="facets" aria-label={t(words.title)}>
      {filled.map((facet) => (
        <OneFacet key={facet.field} facet={facet} q={q} onSearch={onSearch} />
      ))}
      <p className="fine">{t(words.sampled(numberWords(facets.sampled, language)))}</p>
    </section>
  )
}

interface FacetProps extends Pick<Props, 'q' | 'onSearch'> {
  readonly facet: Facet
}

function OneFacet({ facet: { field, values }, q, onSearch }: FacetProps) {
  const [isWhole, setWhole] = useState(false)
  const name = fieldName(field)
  const shown = isWhole ? values : values.slice(0, shownMax)
  return (
    <div className="facet">
      <h2 className="facet-title">
        <Say words={name} />
      </h2>
      <ul className="plain">
        {shown.map(({ value, count }) => (
          <Value key={value} field={field} value={value} count={count} q={q} onSearch={onSearch} />
        ))}
      </ul>
      {shown.length < values.length && (
        <Button
          label={words.more(values.length - shown.length, name)}
          weight="quiet"
          onPress={() => setWhole(true)}
        />
      )}
    </div>
  )
}

interface ValueProps extends Pick<Props, 'q' | 'onSearch'> {
  readonly field: string
  readonly value: string
  readonly count: number
}

function Value({ field, value, count, q, onSearch }: ValueProps) {
  const t = useText()
  const language = useLanguage()
  const state = termState(q, field, value)
  const name = t(valueName(field, value))
  return (
    <li className="facet-value">
      <ToggleButton
        className="facet-button"
        isSelected={state === 'included'}
        onChange={() => onSearch(toggleTerm(q, field, value, 'included'))}
      >
        <span className="facet-name">{name}</span>
        <span className="facet-count">{numberWords(count, language)}</span>
      </ToggleButton>
      <Button
        label={state === 'excluded' ? words.again : words.without}
        about={name}
        weight="quiet"
        iconOnly
        icon={<CloseIcon />}
        onPress={() => onSearch(toggleTerm(q, field, value, 'excluded'))}
      />
    </li>
  )
}

const words = {
  more: (n: number, field: { readonly de: string; readonly en: string }) =>
    text(`${n} weitere (${field.de})`, `${n} more (${field.en})`),
  title: text('Häufigste Werte', 'Most frequent values'),
  sampled: (n: string) =>
    text(`Gezählt in den neuesten ${n} Treffern.`, `Counted in the newest ${n} matches.`),
  without: text('Ohne', 'Without'),
  again: text('Nicht mehr ausschließen:', 'No longer exclude:'),
}
