import { useState, type ReactNode } from 'react'
import { Button as AriaButton, Input, TextArea, TextField as AriaTextField } from 'react-aria-components'
import type { Text } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { FieldDescription, FieldLabel, FieldProblem, useSending, type FieldProps } from './field.tsx'
import { EyeIcon } from './icons.tsx'

interface Props extends FieldProps {
  readonly type?: 'text' | 'email' | 'url' | 'search' | 'number'
  readonly value?: string
  readonly defaultValue?: string
  readonly onChange?: (value: string) => void
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  /** WHATWG autofill token, e.g. `username`, `email`, `name`. */
  readonly autoComplete?: string
  readonly placeholder?: string
  /** More than one line. */
  readonly rows?: number
  readonly inputMode?: 'text' | 'numeric' | 'email' | 'url' | 'decimal'
  /** Identifiers, hosts, keys. */
  readonly isCode?: boolean
  /** A rule of the screen's own: words for what is wrong, null when nothing is. */
  readonly validate?: (value: string) => Text | null
}

/** One line of text, or several with `rows`. Optional fields are marked, required ones are not. */
export function TextField({ rows, isCode = false, validate, ...props }: Props): ReactNode {
  const { label, description, isRequired = true, isDisabled = false, placeholder, ...rest } = props
  const t = useText()
  const sending = useSending()
  const look = {
    className: isCode ? 'input code' : 'input',
    ...(placeholder !== undefined && { placeholder }),
  }
  const rule = validate && ((value: string) => explain(validate(value), t))
  return (
    <AriaTextField
      className="field"
      {...rest}
      {...(rule && { validate: rule })}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isReadOnly={sending}
      spellCheck={isCode ? 'false' : 'true'}
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <FieldDescription words={description} />
      {rows === undefined ? <Input {...look} /> : <TextArea rows={rows} {...look} />}
      <FieldProblem />
    </AriaTextField>
  )
}

const explain = (problem: Text | null, t: (words: Text) => string) => (problem === null ? null : t(problem))

interface PasswordProps extends FieldProps {
  readonly autoComplete: 'current-password' | 'new-password'
  readonly minLength?: number
  readonly onChange?: (value: string) => void
}

/** A password: can be shown, pasted, and filled by a password store. */
export function PasswordField({ label, description, isRequired = true, ...props }: PasswordProps): ReactNode {
  const t = useText()
  const sending = useSending()
  const [shown, setShown] = useState(false)
  return (
    <AriaTextField
      className="field"
      {...props}
      type={shown ? 'text' : 'password'}
      isRequired={isRequired}
      isReadOnly={sending}
      spellCheck="false"
      autoCorrect="off"
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <FieldDescription words={description} />
      <div className="input-group">
        <Input className="input" autoCapitalize="none" />
        <AriaButton
          className="button quiet icon-only"
          aria-label={t(shown ? words.hide : words.show)}
          aria-pressed={shown}
          onPress={() => setShown(!shown)}
        >
          <EyeIcon crossed={shown} />
        </AriaButton>
      </div>
      <FieldProblem />
    </AriaTextField>
  )
}

const words = {
  show: text('Passwort zeigen', 'Show password'),
  hide: text('Passwort verbergen', 'Hide password'),
}
