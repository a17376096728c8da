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
import { listActivity } from '../contract/activity.ts'
import { createToken, listTokens } from '../contract/tokens.ts'
import { isReading, scopeTitle, serviceScopes } from './admin-scope-words.ts'
import { chosenDays, NewToken, TokenFields, tokenWords } from './new-token.tsx'

interface Props {
  readonly organisation: string
  /** Only for SCIM: nothing to choose. */
  readonly isForProvisioning?: boolean
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Range = 'provision' | 'read' | 'chosen'

/** Makes a service account and shows its token, this once. */
export function CreateServiceToken({
  organisation,
  isForProvisioning = false,
  isOpen,
  onClose,
}: Props): ReactNode {
  const create = useChange(createToken, { renews: [listTokens, listActivity] })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <NewToken
      label={words.secret}
      title={isForProvisioning ? words.titleScim : words.title}
      made={words.made}
      isOpen={isOpen}
      isPending={create.isPending}
      secret={create.data?.secret ?? null}
      onClose={close}
    >
      <TokenForm
        isForProvisioning={isForProvisioning}
        onCreate={(body) => create.mutate({ params: { organisation }, body })}
        isPending={create.isPending}
        error={create.error}
      />
    </NewToken>
  )
}

interface FormProps {
  readonly isForProvisioning: boolean
  readonly onCreate: (body: { name: string; scopes: string[]; days: 30 | 90 | 365 }) => void
  readonly isPending: boolean
  readonly error: unknown
}

function TokenForm({ isForProvisioning, onCreate, isPending, error }: FormProps) {
  const me = useMe()
  const [range, setRange] = useState<Range>('provision')
  const [chosen, setChosen] = useState<string[]>([])
  const possible = serviceScopes(me?.permissions ?? [], me?.organisation.kind ?? 'customer')
  const scopes = { provision: ['scim:provision'], read: possible.filter(isReading), chosen }[range]
  return (
    <Form
      onSubmit={({ name = '', days }) => onCreate({ name, scopes: [...scopes], days: chosenDays(days) })}
      isPending={isPending}
      error={error}
      fieldOf={{ 'scope-not-yours': range === 'chosen' ? 'scopes' : 'range' }}
    >
      <TokenFields nameWhat={words.nameWhat} defaultDays={isForProvisioning ? 365 : 90} />
      {!isForProvisioning && (
        <RadioGroup
          name="range"
          label={words.range}
          value={range}
          onChange={(id) => setRange(id as Range)}
          options={(['provision', 'read', 'chosen'] as const).map((id) => ({ id, label: words.ranges[id] }))}
        />
      )}
      {range === 'chosen' && (
        <CheckboxGroup
          name="scopes"
          label={tokenWords.scopes}
          value={chosen}
          onChange={setChosen}
          options={possible.map((id) => ({ id, label: scopeTitle(id), description: text(id, id) }))}
        />
      )}
      <FormButtons>
        <Button type="submit" weight="strong" label={tokenWords.create} isPending={isPending} />
      </FormButtons>
    </Form>
  )
}

const words = {
  title: text('Dienstkonto anlegen', 'Create a service account'),
  titleScim: text('Token für SCIM erzeugen', 'Create a token for SCIM'),
  made: text('Das neue Token', 'The new token'),
  secret: text('Token', 'Token'),
  nameWhat: text(
    'Zum Beispiel der Name des Programms oder des Identitätsanbieters.',
    'For example the name of the program or of the identity provider.',
  ),
  range: text('Was es darf', 'What it may do'),
  ranges: {
    provision: text('Personen und Gruppen abgleichen (SCIM)', 'Keep people and groups in step (SCIM)'),
    read: text(
      'Alles lesen, was ein Dienstkonto lesen darf',
      'Read everything that a service account may read',
    ),
    chosen: tokenWords.chosen,
  },
}
