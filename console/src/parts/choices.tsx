import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  SwitchButton,
  SwitchField,
} from 'react-aria-components'
import { useText } from '../language/use-text.ts'
import { FieldDescription, FieldLabel, FieldProblem, useSending, type FieldProps } from './field.tsx'
import type { Option } from './select.tsx'

interface OneProps {
  readonly name?: string
  readonly value?: string
  readonly label: Text | string
  readonly description?: Text
  readonly isSelected?: boolean
  readonly defaultSelected?: boolean
  readonly isDisabled?: boolean
  readonly onChange?: (isSelected: boolean) => void
}

/** Yes or no, taken over when the form is sent; also an entry of a CheckboxGroup (`value`). */
export function Checkbox({
  label,
  description,
  ...props
}: OneProps & { readonly isRequired?: boolean }): ReactNode {
  const sending = useSending()
  return (
    <CheckboxField className="choice-field" {...props} isReadOnly={sending}>
      <CheckboxButton className="choice">
        <span className="box" aria-hidden="true" />
        <Label words={label} />
      </CheckboxButton>
      <FieldDescription words={description} />
    </CheckboxField>
  )
}

/** On or off, in force at once. */
export function Switch({ label, description, ...props }: OneProps): ReactNode {
  return (
    <SwitchField className="choice-field" {...props}>
      <SwitchButton className="choice">
        <span className="track" aria-hidden="true" />
        <Label words={label} />
      </SwitchButton>
      <FieldDescription words={description} />
    </SwitchField>
  )
}

interface ManyProps extends Omit<FieldProps, 'autoFocus'> {
  readonly options: readonly Option[]
}

/** Any of several. The form gets them comma-separated. */
export function CheckboxGroup({
  label,
  description,
  options,
  isRequired = true,
  ...props
}: ManyProps & {
  readonly value?: string[]
  readonly defaultValue?: string[]
  readonly onChange?: (values: string[]) => void
}): ReactNode {
  return (
    <AriaCheckboxGroup className="field group" {...props} isRequired={isRequired}>
      <FieldLabel label={label} isRequired={isRequired} />
      <FieldDescription words={description} />
      {options.map(({ id, ...option }) => (
        <Checkbox key={id} value={id} {...option} />
      ))}
      <FieldProblem />
    </AriaCheckboxGroup>
  )
}

/** One of a few, all in view, with room for an explanation each. */
export function RadioGroup({
  label,
  description,
  options,
  isRequired = true,
  ...props
}: ManyProps & {
  readonly value?: string | null
  readonly defaultValue?: string
  readonly onChange?: (value: string) => void
}): ReactNode {
  return (
    <AriaRadioGroup className="field group" {...props} isRequired={isRequired}>
      <FieldLabel label={label} isRequired={isRequired} />
      <FieldDescription words={description} />
      {options.map((option) => (
        <RadioField key={option.id} value={option.id} className="choice-field">
          <RadioButton className="choice">
            <span className="dot" aria-hidden="true" />
            <Label words={option.label} />
          </RadioButton>
          <FieldDescription words={option.description} />
        </RadioField>
      ))}
      <FieldProblem />
    </AriaRadioGroup>
  )
}

function Label({ words }: { readonly words: Text | string }) {
  const t = useText()
  return <span>{typeof words === 'string' ? words : t(words)}</span>
}
