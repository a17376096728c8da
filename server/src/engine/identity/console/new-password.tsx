import { useDeferredValue, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { CheckIcon, PasswordField, text, useText } from '@nachweis/console'
import './new-password.css'

/** Where it is not known whose password it is: this many are enough for everybody. */
const charactersForAll = 15
const contextWordMin = 4

interface Props {
  /** What others know of the person: name, address, organisation. */
  readonly context: readonly string[]
  /** How many characters the server wants at least; null: not known here. */
  readonly characters: number | null
  readonly label?: Text
}

/** A field `password` for a new one, with what is asked for and whether it is met so far. The server has the last word. */
export function NewPassword({ context, characters, label = words.label }: Props): ReactNode {
  const [typed, setTyped] = useState('')
  const password = useDeferredValue(typed)
  return (
    <div className="new-password">
      <PasswordField name="password" label={label} autoComplete="new-password" onChange={setTyped} />
      <Rules password={password} context={context} characters={characters} />
    </div>
  )
}

/** The server's reasons that belong to the field `password`. */
export const passwordFieldOf = Object.fromEntries(
  ['too-short', 'too-long', 'not-text', 'breached', 'context', 'predictable'].map((code) => [
    `password-${code}`,
    'password',
  ]),
)

function Rules({ password, context, characters }: Omit<Props, 'label'> & { readonly password: string }) {
  const t = useText()
  const length = Array.from(password.normalize('NFC')).length
  const needed = characters ?? charactersForAll
  const word = ownWord(password, context)
  return (
    <ul className="rules">
      <Rule
        isMet={length >= needed}
        words={characters === null ? words.lengthForAll(needed) : words.length(needed)}
      >
        {length > 0 && length < needed && <span>{t(words.missing(needed - length))}</span>}
      </Rule>
      <Rule isMet={length > 0 && word === null} isBroken={word !== null} words={words.context}>
        {word !== null && <span>{t(words.contains(word))}</span>}
      </Rule>
      <Rule isMet={false} words={words.breached} />
    </ul>
  )
}

function Rule({
  isMet,
  isBroken = false,
  words: sentence,
  children,
}: {
  readonly isMet: boolean
  readonly isBroken?: boolean
  readonly words: Text
  readonly children?: ReactNode
}) {
  const t = useText()
  const state = isMet ? 'met' : isBroken ? 'broken' : 'open'
  return (
    <li className={`rule ${state}`}>
      {isMet && <CheckIcon />}
      {isMet && <span className="hidden">{t(words.met)}</span>}
      <span>
        {t(sentence)} {children}
      </span>
    </li>
  )
}

/** A word of the person's own that the password contains, or null. */
function ownWord(password: string, context: readonly string[]): string | null {
  const typed = password.toLowerCase()
  const known = context.flatMap((each) => each.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return known.find((word) => word.length >= contextWordMin && typed.includes(word)) ?? null
}

const words = {
  label: text('Neues Passwort', 'New password'),
  met: text('Erfüllt:', 'Met:'),
  length: (n: number) => text(`Mindestens ${n} Zeichen.`, `At least ${n} characters.`),
  lengthForAll: (n: number) =>
    text(
      `Mindestens ${n} Zeichen; mit einem zweiten Faktor können weniger genügen.`,
      `At least ${n} characters; with a second factor fewer may do.`,
    ),
  missing: (n: number) => text(n === 1 ? 'Noch eines.' : `Noch ${n}.`, n === 1 ? 'One more.' : `${n} more.`),
  context: text(
    'Nicht aus Ihrem Namen, Ihrer Adresse oder Ihrer Firma gebildet.',
    'Not made of your name, your address or your company.',
  ),
  contains: (word: string) =>
    text(
      `Enthält „${word}“: dann braucht es deutlich mehr als das.`,
      `Contains “${word}”: then it needs much more than that.`,
    ),
  breached: text(
    'Auf keiner Liste gestohlener Passwörter; das prüft der Server hier im Haus, ohne es weiterzugeben. Mehrere Wörter hintereinander sind gut zu merken.',
    'On no list of stolen passwords; the server checks that in the house and passes nothing on. Several words in a row are easy to remember.',
  ),
}
