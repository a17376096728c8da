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
import { listActivity } from '../contract/activity.ts'
import { createToken, listTokens } from '../contract/tokens.ts'
import { isReading, scopeTitle, serviceScopes } from './admin-scope-words.ts'

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
  const t = useText()
  const create = useChange(createToken, { renews: [listTokens, listActivity] })
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Dialog
      title={create.data ? words.made : isForProvisioning ? words.titleScim : words.title}
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
          isForProvisioning={isForProvisioning}
          onCreate={(body) => create.mutate({ params: { organisation }, body })}
          isPending={create.isPending}
          error={create.error}
        />
      )}
    </Dialog>
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
      onSubmit={({ name = '', days }) =>
        onCreate({ name, scopes: [...scopes], days: days === '30' ? 30 : days === '90' ? 90 : 365 })
      }
      isPending={isPending}
      error={error}
      fieldOf={{ 'scope-not-yours': range === 'chosen' ? 'scopes' : 'range' }}
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
        defaultValue={isForProvisioning ? '365' : '90'}
        options={[30, 90, 365].map((n) => ({ id: String(n), label: words.daysOf(n) }))}
      />
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
          label={words.scopes}
          value={chosen}
          onChange={setChosen}
          options={possible.map((id) => ({ id, label: scopeTitle(id), description: text(id, id) }))}
        />
      )}
      <FormButtons>
        <Button type="submit" weight="strong" label={words.create} isPending={isPending} />
      </FormButtons>
    </Form>
  )
}

const words = {
  title: text('Dienstkonto anlegen', 'Create a service account'),
  titleScim: text('Token für SCIM erzeugen', 'Create a token for SCIM'),
  made: text('Das neue Token', 'The new token'),
  once: text(
    'Es wird nur jetzt gezeigt. Hinterlegen Sie es dort, wo das Programm es findet, und nirgends sonst.',
    'It is shown only now. Put it where the program finds it, and nowhere else.',
  ),
  secret: text('Token', 'Token'),
  secretWhat: text(
    'Programme senden es so: Authorization: Bearer …',
    'Programs send it like this: Authorization: Bearer …',
  ),
  kept: text('Ich habe es hinterlegt', 'I have put it away'),
  name: text('Wofür', 'What for'),
  nameWhat: text(
    'Zum Beispiel der Name des Programms oder des Identitätsanbieters.',
    'For example the name of the program or of the identity provider.',
  ),
  days: text('Gültig für', 'Valid for'),
  daysOf: (n: number) => text(n === 365 ? 'ein Jahr' : `${n} Tage`, n === 365 ? 'one year' : `${n} days`),
  range: text('Was es darf', 'What it may do'),
  ranges: {
    provision: text('Personen und Gruppen abgleichen (SCIM)', 'Keep people and groups in step (SCIM)'),
    read: text(
      'Alles lesen, was ein Dienstkonto lesen darf',
      'Read everything that a service account may read',
    ),
    chosen: text('Nur ausgewählte Rechte', 'Chosen permissions only'),
  },
  scopes: text('Rechte', 'Permissions'),
  create: text('Erzeugen', 'Create'),
}
