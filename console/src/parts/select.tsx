import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { FieldDescription, FieldLabel, FieldProblem, useSending, type FieldProps } from './field.tsx'
import { ChevronIcon } from './icons.tsx'

export interface Option {
  readonly id: string
  /** Plain text for names from data, e.g. of a team. */
  readonly label: Text | string
  readonly description?: Text
}

interface Props extends FieldProps {
  readonly options: readonly Option[]
  readonly value?: string | null
  readonly defaultValue?: string
  readonly onChange?: (id: string) => void
}

/** One of several. */
export function Select({
  label,
  description,
  options,
  onChange,
  isRequired = true,
  ...props
}: Props): ReactNode {
  const t = useText()
  const sending = useSending()
  const shown = (words: Text | string) => (typeof words === 'string' ? words : t(words))
  return (
    <AriaSelect
      className="field"
      {...props}
      isRequired={isRequired}
      isDisabled={props.isDisabled === true || sending}
      placeholder={t(words.choose)}
      onChange={(key) => onChange?.(String(key))}
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <FieldDescription words={description} />
      <AriaButton className="input select">
        <SelectValue className="select-value" />
        <ChevronIcon />
      </AriaButton>
      <FieldProblem />
      <Popover className="popover" offset={4}>
        <ListBox className="list-box">
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} className="list-item" textValue={shown(option.label)}>
              <span>{shown(option.label)}</span>
              {option.description && <span className="item-description">{t(option.description)}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

const words = { choose: text('Bitte wählen', 'Please choose') }
