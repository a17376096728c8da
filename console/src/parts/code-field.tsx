import type { ReactNode } from 'react'
import { Input, TextField as AriaTextField } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { FieldDescription, FieldLabel, FieldProblem, useSending, type FieldProps } from './field.tsx'

const digits = 6

interface Props extends FieldProps {
  /** Called with the six digits as soon as they are there, e.g. to send the form. */
  readonly onComplete?: (code: string) => void
}

/** A one-time code of six digits. Spaces, as authenticator apps show them, may be pasted along. */
export function CodeField({ label, description, onComplete, ...props }: Props): ReactNode {
  const t = useText()
  const sending = useSending()
  return (
    <AriaTextField
      className="field"
      {...props}
      isRequired
      isReadOnly={sending}
      autoComplete="one-time-code"
      validate={(value) => (isCode(value) ? null : t(words.six))}
      onChange={(value) => {
        if (isCode(value)) onComplete?.(bare(value))
      }}
    >
      <FieldLabel label={label} />
      <FieldDescription words={description} />
      <Input className="input one-time" inputMode="numeric" maxLength={digits + 3} placeholder="000000" />
      <FieldProblem />
    </AriaTextField>
  )
}

/** The digits of what was typed, as the server wants them. */
export const bare = (value: string): string => value.replaceAll(/[\s-]/g, '')
const isCode = (value: string) => /^\d{6}$/.test(bare(value))

const words = { six: text('Der Code hat sechs Ziffern.', 'The code has six digits.') }
