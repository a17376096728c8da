import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button,
  CopyField,
  Dialog,
  FormButtons,
  Notice,
  Select,
  text,
  TextField,
  useText,
} from '@nachweis/console'

type Days = 30 | 90 | 365
const lengths: readonly Days[] = [30, 90, 365]

interface Props {
  /** What a token is called here. */
  readonly label: Text
  readonly title: Text
  readonly made: Text
  readonly isOpen: boolean
  readonly isPending: boolean
  /** Of the token that was just made; null before. */
  readonly secret: string | null
  readonly onClose: () => void
  /** The form. */
  readonly children: ReactNode
}

/** Asks what a token is to be, and then shows its secret, this once: no click beside it loses it. */
export function NewToken({
  label,
  title,
  made,
  isOpen,
  isPending,
  secret,
  onClose,
  children,
}: Props): ReactNode {
  const t = useText()
  return (
    <Dialog
      title={secret === null ? title : made}
      isOpen={isOpen}
      onClose={onClose}
      isDismissable={secret === null && !isPending}
    >
      {secret === null ? (
        children
      ) : (
        <>
          <Notice tone="warning">
            <p>{t(words.once)}</p>
          </Notice>
          <CopyField label={label} value={secret} description={words.secretWhat} />
          <FormButtons>
            <Button label={words.kept} weight="strong" onPress={onClose} />
          </FormButtons>
        </>
      )}
    </Dialog>
  )
}

/** What for, and for how long. */
export function TokenFields({
  nameWhat,
  defaultDays,
}: {
  readonly nameWhat: Text
  readonly defaultDays: Days
}): ReactNode {
  return (
    <>
      <TextField
        name="name"
        label={words.name}
        description={nameWhat}
        maxLength={120}
        autoComplete="off"
        autoFocus
      />
      <Select
        name="days"
        label={words.days}
        defaultValue={String(defaultDays)}
        options={lengths.map((n) => ({ id: String(n), label: words.daysOf(n) }))}
      />
    </>
  )
}

/** The length that was chosen. */
export const chosenDays = (days: string | undefined): Days => lengths.find((n) => String(n) === days) ?? 90

/** How the choice of permissions is named, and the button that makes the token. */
export const tokenWords = {
  chosen: text('Nur ausgewählte Rechte', 'Chosen permissions only'),
  scopes: text('Rechte', 'Permissions'),
  create: text('Erzeugen', 'Create'),
}

const words = {
  once: text(
    'Dieser Wert wird nur jetzt gezeigt. Hinterlegen Sie ihn dort, wo das Programm ihn findet, und nirgends sonst.',
    'This value is shown only now. Put it where the program finds it, and nowhere else.',
  ),
  secretWhat: text(
    'So senden es Programme: Authorization: Bearer …',
    'Programs send it like this: Authorization: Bearer …',
  ),
  kept: text('Ich habe es hinterlegt', 'I have put it away'),
  name: text('Wofür', 'What for'),
  days: text('Gültig für', 'Valid for'),
  daysOf: (n: Days) => text(n === 365 ? 'ein Jahr' : `${n} Tage`, n === 365 ? 'one year' : `${n} days`),
}
