import { useState, type ReactNode } from 'react'
import {
  Button,
  CheckboxGroup,
  CopyField,
  Dialog,
  Form,
  FormButtons,
  Notice,
  RadioGroup,
  Select,
  text,
  TextField,
  useChange,
  useMe,
  useText,
} from '@nachweis/console'
import { createMyToken, listMyTokens } from '../contract/tokens.ts'
import { isReading, scopeTitle } from './admin-scope-words.ts'

interface Props {
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Range = 'read' | 'all' | 'chosen'

/** Makes a personal token and shows its secret, this once. */
export function CreateToken({ isOpen, onClose }: Props): ReactNode {
  const t = useText()
  const create = useChange(createMyToken, { renews: [listMyTokens] })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Dialog
      title={create.data ? words.made : words.title}
      isOpen={isOpen}
      onClose={close}
      isDismissable={!create.data && !create.isPending}
    >
      {create.data ? (
        <>
          <Notice tone="warning">
            <p>{t(words.once)}</p>
          </Notice>
          <CopyField label={words.secret} value={create.data.secret} description={words.secretWhat} />
          <FormButtons>
            <Button label={words.kept} weight="strong" onPress={close} />
          </FormButtons>
        </>
      ) : (
        <TokenForm
          onCreate={(body) => create.mutate({ body })}
          isPending={create.isPending}
          error={create.error}
        />
      )}
    </Dialog>
  )
}

interface FormProps {
  readonly onCreate: (body: { name: string; scopes: string[]; days: 30 | 90 | 365 }) => void
  readonly isPending: boolean
  readonly error: unknown
}

function TokenForm({ onCreate, isPending, error }: FormProps) {
  const [range, setRange] = useState<Range>('read')
  const [chosen, setChosen] = useState<string[]>(['self:read'])
  const possible = scopesOf(useMe()?.permissions ?? [])
  const scopes = { read: possible.filter(isReading), all: possible, chosen }[range]
  return (
    <Form
      onSubmit={({ name = '', days }) => {
        const length = days === '365' ? 365 : days === '30' ? 30 : 90
        onCreate({ name, scopes: [...scopes], days: length })
      }}
      isPending={isPending}
      error={error}
    >
      <TextField
        name="name"
        label={words.name}
        description={words.nameWhat}
        maxLength={120}
        autoComplete="off"
        autoFocus
      />
      <Select
        name="days"
        label={words.days}
        defaultValue="90"
        options={[30, 90, 365].map((n) => ({ id: String(n), label: words.daysOf(n) }))}
      />
      <RadioGroup
        name="range"
        label={words.range}
        value={range}
        onChange={(id) => setRange(id as Range)}
        options={(['read', 'all', 'chosen'] as const).map((id) => ({ id, label: words.ranges[id] }))}
      />
      {range === 'chosen' && (
        <CheckboxGroup
          name="scopes"
          label={words.scopes}
          value={chosen}
          onChange={setChosen}
          options={possible.map((id) => ({ id, label: scopeTitle(id) }))}
        />
      )}
      <FormButtons>
        <Button type="submit" weight="strong" label={words.create} isPending={isPending} />
      </FormButtons>
    </Form>
  )
}

/** What a personal token may have: one's own permissions, and of those about oneself only looking. */
const scopesOf = (permissions: readonly string[]): readonly string[] => [
  'self:read',
  ...permissions
    .filter((each) => each !== 'public' && !each.startsWith('self:') && !each.startsWith('scim:'))
    .toSorted(),
]

const words = {
  title: text('Zugangsschlüssel erzeugen', 'Create a token'),
  made: text('Ihr neuer Zugangsschlüssel', 'Your new token'),
  once: text(
    'Er wird nur jetzt gezeigt. Hinterlegen Sie ihn dort, wo das Programm ihn findet, und nirgends sonst.',
    'It is shown only now. Put it where the program finds it, and nowhere else.',
  ),
  secret: text('Zugangsschlüssel', 'Token'),
  secretWhat: text(
    'Programme senden ihn so: Authorization: Bearer …',
    'Programs send it like this: Authorization: Bearer …',
  ),
  kept: text('Ich habe ihn hinterlegt', 'I have put it away'),
  name: text('Wofür', 'What for'),
  nameWhat: text('Zum Beispiel der Name des Programms.', 'For example the name of the program.'),
  days: text('Gültig für', 'Valid for'),
  daysOf: (n: number) => text(n === 365 ? 'ein Jahr' : `${n} Tage`, n === 365 ? 'one year' : `${n} days`),
  range: text('Was er darf', 'What it may do'),
  ranges: {
    read: text('Alles lesen, was ich lesen darf', 'Read everything that I may read'),
    all: text('Alles, was ich darf', 'Everything that I may do'),
    chosen: text('Nur ausgewählte Rechte', 'Chosen permissions only'),
  },
  scopes: text('Rechte', 'Permissions'),
  create: text('Erzeugen', 'Create'),
}
