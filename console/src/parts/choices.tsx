import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
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
  readonly isRequired?: boolean
  readonly onChange?: (isSelected: boolean) => void
}

/** Yes or no, taken over when the form is sent; also an entry of a CheckboxGroup (`value`). */
export function Checkbox({ label, description, ...props }: OneProps): ReactNode {
  const sending = useSending()
  return (
    <AriaCheckbox className="choice" {...props} isReadOnly={sending}>
      <span className="box" aria-hidden="true" />
      <Words label={label} description={description} />
    </AriaCheckbox>
  )
}

/** On or off, in force at once. */
export function Switch({ label, description, isRequired: _, ...props }: OneProps): ReactNode {
  return (
    <AriaSwitch className="choice" {...props}>
      <span className="track" aria-hidden="true" />
      <Words label={label} description={description} />
    </AriaSwitch>
  )
}

interface ManyProps extends FieldProps {
  readonly options: readonly Option[]
}

/** Any of several. The form gets them comma-separated. */
export function CheckboxGroup({
  label,
  description,
  options,
  ...props
}: ManyProps & {
  readonly value?: string[]
  readonly defaultValue?: string[]
  readonly onChange?: (values: string[]) => void
}): ReactNode {
  const { isRequired = true, autoFocus: _, ...rest } = props
  return (
    <AriaCheckboxGroup className="field group" {...rest} isRequired={isRequired}>
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
  ...props
}: ManyProps & {
  readonly value?: string | null
  readonly defaultValue?: string
  readonly onChange?: (value: string) => void
}): ReactNode {
  const { isRequired = true, autoFocus: _, ...rest } = props
  return (
    <AriaRadioGroup className="field group" {...rest} isRequired={isRequired}>
      <FieldLabel label={label} />
      <FieldDescription words={description} />
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className="choice">
          <span className="dot" aria-hidden="true" />
          <Words label={option.label} description={option.description} />
        </Radio>
      ))}
      <FieldProblem />
    </AriaRadioGroup>
  )
}

function Words({ label, description }: { readonly label: Text | string; readonly description: Text | undefined }) {
  const t = useText()
  return (
    <span className="choice-words">
      <span>{typeof label === 'string' ? label : t(label)}</span>
      {description && <span className="field-description">{t(description)}</span>}
    </span>
  )
}
