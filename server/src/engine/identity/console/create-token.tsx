import { useState, type ReactNode } from 'react'
import {
  Button,
  CheckboxGroup,
  Form,
  FormButtons,
  RadioGroup,
  text,
  useChange,
  useMe,
} from '@nachweis/console'
import { createMyToken, listMyTokens } from '../contract/tokens.ts'
import { isReading, scopeTitle } from './admin-scope-words.ts'
import { chosenDays, NewToken, TokenFields, tokenWords } from './new-token.tsx'

interface Props {
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Range = 'read' | 'all' | 'chosen'

/** Makes a personal token and shows its secret, this once. */
export function CreateToken({ isOpen, onClose }: Props): ReactNode {
  const create = useChange(createMyToken, { renews: [listMyTokens] })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <NewToken
      label={words.secret}
      title={words.title}
      made={words.made}
      isOpen={isOpen}
      isPending={create.isPending}
      secret={create.data?.secret ?? null}
      onClose={close}
    >
      <TokenForm
        onCreate={(body) => create.mutate({ body })}
        isPending={create.isPending}
        error={create.error}
      />
    </NewToken>
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
      onSubmit={({ name = '', days }) => onCreate({ name, scopes: [...scopes], days: chosenDays(days) })}
      isPending={isPending}
      error={error}
    >
      <TokenFields nameWhat={words.nameWhat} defaultDays={90} />
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
          label={tokenWords.scopes}
          value={chosen}
          onChange={setChosen}
          options={possible.map((id) => ({ id, label: scopeTitle(id) }))}
        />
      )}
      <FormButtons>
        <Button type="submit" weight="strong" label={tokenWords.create} isPending={isPending} />
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
  secret: text('Zugangsschlüssel', 'Token'),
  nameWhat: text('Zum Beispiel der Name des Programms.', 'For example the name of the program.'),
  range: text('Was er darf', 'What it may do'),
  ranges: {
    read: text('Alles lesen, was ich lesen darf', 'Read everything that I may read'),
    all: text('Alles, was ich darf', 'Everything that I may do'),
    chosen: tokenWords.chosen,
  },
}
