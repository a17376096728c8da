import { useMemo, useState, type ReactNode } from 'react'
import { Form as AriaForm } from 'react-aria-components'
import { asProblem } from '../api/problem.ts'
import { useText } from '../language/use-text.ts'
import { SendingContext } from './field.tsx'
import { ProblemNotice } from './notice.tsx'

interface Props {
  /** The values of the fields by `name`. */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void
  readonly isPending?: boolean
  /** The error of the last attempt, as `useChange` gives it. */
  readonly error?: unknown
  /** Which field a server's reason belongs to: `{ 'password-breached': 'password' }`. Others stand above the form. */
  readonly fieldOf?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

/**
 * A form. Fields check themselves when it is sent; what the server refuses stands at its field, else above the form.
 * While `isPending` the fields are locked and a second sending does nothing.
 */
export function Form({ onSubmit, isPending = false, error, fieldOf = {}, children }: Props): ReactNode {
  const t = useText()
  const problem = error ? asProblem(error) : null
  const field = problem === null ? undefined : fieldOf[problem.reason]
  // Typing answers what the server said of a field: else the browser would hold the next sending back.
  const [answered, setAnswered] = useState<unknown>(null)
  const said = problem !== null && field !== undefined && error !== answered ? t(problem.words) : null
  const errors = useMemo(
    () => (said === null || field === undefined ? none : { [field]: said }),
    [said, field],
  )
  // React Aria's types leave this event out; its form passes it on.
  const typed: object = {
    onInput: (event: { readonly target: EventTarget }) => {
      setAnswered(error)
      lookAgain(event.target)
    },
  }
  return (
    <AriaForm
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) onSubmit(valuesOf(new FormData(event.currentTarget)))
      }}
      {...typed}
      validationErrors={errors}
    >
      {field === undefined && <ProblemNotice error={error} />}
      <SendingContext value={isPending}>{children}</SendingContext>
    </AriaForm>
  )
}

const none = {}

/**
 * A field that was found wrong is judged anew with every letter. Left to itself it would be when it loses the focus: its
 * words then vanish under the button that is just being pressed, the button moves away, and the press is lost.
 */
function lookAgain(field: EventTarget): void {
  if (!(field instanceof HTMLElement) || field.closest('[data-invalid]') === null) return
  setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })))
}

/** Where the form's buttons stand: the strong one first. */
export function FormButtons({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="form-buttons">{children}</div>
}

/** Several values of one name, as of a CheckboxGroup, are joined with commas. */
function valuesOf(data: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of new Set(data.keys())) values[name] = data.getAll(name).map(String).join(',')
  return values
}
