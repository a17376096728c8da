import { useState, type ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  Checkbox,
  Form,
  FormButtons,
  Notice,
  Section,
  text,
  TextField,
  useText,
} from '@nachweis/console'
import { inputOf, pemsOf, type Draft } from './admin-connection-draft.ts'
import { OidcFields } from './admin-oidc-fields.tsx'
import { RoleMapFields } from './admin-role-map.tsx'
import { SamlFields } from './admin-saml-fields.tsx'

interface Props {
  readonly organisation: string
  readonly kind: 'provider' | 'customer'
  readonly initial: Draft
  /** Whether a client secret is kept already: then the field may stay empty. */
  readonly hasSecret: boolean
  /** Of a new connection it is chosen above the form. */
  readonly protocol: Draft['kind']
  readonly save: ReturnType<typeof text>
  readonly onSave: (input: ReturnType<typeof inputOf>) => void
  readonly isPending: boolean
  readonly error: unknown
  readonly backTo: string
}

/** Everything about a connection: its provider, who gets in by it, and as what. */
export function ConnectionForm(props: Props): ReactNode {
  const { organisation, protocol, hasSecret } = props
  const t = useText()
  const [draft, setDraft] = useState<Draft>(props.initial)
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const fields = { organisation, draft, set }
  return (
    <Form
      onSubmit={() => {
        if (protocol === 'saml' && pemsOf(draft.certificates).length === 0) return
        props.onSave(inputOf({ ...draft, kind: protocol }))
      }}
      isPending={props.isPending}
      error={props.error}
      fieldOf={{ 'role-not-for-groups': 'defaultRole' }}
    >
      <div className="form">
        <TextField
          name="name"
          label={words.name}
          description={words.nameWhat}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={120}
          autoComplete="off"
        />
      </div>
      {protocol === 'oidc' ? <OidcFields {...fields} hasSecret={hasSecret} /> : <SamlFields {...fields} />}
      <Section title={words.who}>
        <div className="form">
          <RoleMapFields kind={props.kind} draft={draft} set={set} />
          <Checkbox
            name="justInTime"
            label={words.justInTime}
            description={words.justInTimeWhat}
            isSelected={draft.justInTime}
            onChange={(justInTime) => set({ justInTime })}
          />
          <Checkbox
            name="vouches"
            label={words.vouches}
            description={words.vouchesWhat}
            isSelected={draft.vouchesForSecondFactor}
            onChange={(vouchesForSecondFactor) => set({ vouchesForSecondFactor })}
          />
          {draft.vouchesForSecondFactor && (
            <Notice tone="warning">
              <p>{t(words.vouchesWarning)}</p>
            </Notice>
          )}
        </div>
      </Section>
      <FormButtons>
        <Button type="submit" weight="strong" label={props.save} isPending={props.isPending} />
        <ButtonLink href={props.backTo} label={words.cancel} />
      </FormButtons>
    </Form>
  )
}

const words = {
  name: text('Name der Verbindung', 'Name of the connection'),
  nameWhat: text(
    'So steht sie auf der Anmeldeseite, zum Beispiel „Microsoft“.',
    'How it stands on the sign-in page, for example “Microsoft”.',
  ),
  who: text('Wer hineinkommt, und als was', 'Who gets in, and as what'),
  justInTime: text('Konten bei der ersten Anmeldung anlegen', 'Create accounts at the first sign-in'),
  justInTimeWhat: text(
    'Wer noch kein Konto hat, bekommt eines mit den Rollen von oben. Sonst kommt nur hinein, wer eingeladen oder über SCIM angelegt ist.',
    'Whoever has no account yet gets one with the roles above. Otherwise only those get in who were invited or added through SCIM.',
  ),
  vouches: text(
    'Der Identitätsanbieter verlangt von allen einen zweiten Faktor',
    'The identity provider demands a second factor of everybody',
  ),
  vouchesWhat: text(
    'Dann fragen wir nicht noch einmal danach. Viele Anbieter teilen es selbst mit; dann braucht es dieses Häkchen nicht.',
    'Then we do not ask for one again. Many providers tell us themselves; then this is not needed.',
  ),
  vouchesWarning: text(
    'Damit verbürgt sich Ihre Organisation. Verlangt der Anbieter doch nicht von allen einen zweiten Faktor, steht hier zu Unrecht Stufe 2.',
    'Your organisation vouches for this. If the provider does not demand it of everybody after all, level 2 is wrongly shown here.',
  ),
  cancel: text('Abbrechen', 'Cancel'),
}
