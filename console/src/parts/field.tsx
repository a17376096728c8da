import { createContext, useContext, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { FieldError as AriaFieldError, Label as AriaLabel, Text as AriaText } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'

/** What every field is given. `name` is the key in the values that the form hands over. */
export interface FieldProps {
  readonly name: string
  readonly label: Text
  readonly description?: Text
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

export function FieldLabel({ label, isRequired }: Pick<FieldProps, 'label' | 'isRequired'>): ReactNode {
  const t = useText()
  return (
    <AriaLabel className="field-label">
      {t(label)}
      {isRequired === false && <span className="optional">{` ${t(words.optional)}`}</span>}
    </AriaLabel>
  )
}

export function FieldDescription({ words }: { readonly words: Text | undefined }): ReactNode {
  const t = useText()
  if (!words) return null
  return (
    <AriaText slot="description" className="field-description">
      {t(words)}
    </AriaText>
  )
}

/** What the browser found wrong, in the console's language; else what the server or `validate` said. */
export function FieldProblem(): ReactNode {
  const t = useText()
  return (
    <AriaFieldError className="field-problem">
      {({ validationDetails: found, validationErrors }) => {
        if (found.valueMissing) return t(words.missing)
        if (found.typeMismatch) return t(words.type)
        if (found.tooShort) return t(words.short)
        if (found.tooLong) return t(words.long)
        if (found.patternMismatch) return t(words.pattern)
        if (found.rangeUnderflow || found.rangeOverflow || found.stepMismatch || found.badInput)
          return t(words.range)
        return validationErrors.join(' ')
      }}
    </AriaFieldError>
  )
}

/** Whether the fields stand in a form that is being sent: they are locked then. */
export const SendingContext = createContext(false)
export const useSending = (): boolean => useContext(SendingContext)

const words = {
  optional: text('(freiwillig)', '(optional)'),
  missing: text('Bitte ausfüllen.', 'Please fill this in.'),
  type: text(
    'Das hat nicht die richtige Form, zum Beispiel name@firma.de.',
    'This has the wrong form; try name@company.com.',
  ),
  short: text('Das ist zu kurz.', 'This is too short.'),
  long: text('Das ist zu lang.', 'This is too long.'),
  pattern: text('Das hat nicht die verlangte Form.', 'This does not have the required form.'),
  range: text('Dieser Wert ist hier nicht möglich.', 'This value is not possible here.'),
}
