import { useState, type ReactNode } from 'react'
import { Button, CopyField, Link, Section, text, useText } from '@nachweis/console'
import { CreateServiceToken } from './admin-create-service-token.tsx'

/** Provisioning by SCIM: where the identity provider sends people and groups, and the token it needs. */
export function Provisioning({ organisation }: { readonly organisation: string }): ReactNode {
  const t = useText()
  const [isCreating, create] = useState(false)
  return (
    <Section
      title={words.title}
      lead={words.lead}
      actions={<Button label={words.create} onPress={() => create(true)} />}
    >
      <div className="copy-list">
        <CopyField label={words.base} value={`${location.origin}/scim/v2`} />
        <p>
          {t(words.token)} <Link href="/service-tokens">{t(words.tokens)}</Link>
        </p>
      </div>
      <CreateServiceToken
        organisation={organisation}
        isForProvisioning
        isOpen={isCreating}
        onClose={() => create(false)}
      />
    </Section>
  )
}

const words = {
  title: text('Konten abgleichen (SCIM 2.0)', 'Keep accounts in step (SCIM 2.0)'),
  lead: text(
    'Der Identitätsanbieter legt Konten an, ändert sie und schaltet sie ab. Wer dort geht, dessen Sitzungen enden hier binnen Sekunden.',
    'The identity provider adds accounts, changes them and switches them off. Whoever leaves there is signed out here within seconds.',
  ),
  base: text('Basisadresse (Base URL)', 'Base URL'),
  token: text(
    'Dazu braucht er ein Token (Bearer), das nur das darf. Es wird einmal gezeigt und steht danach unter',
    'It also needs a token (bearer) that may do only this. It is shown once and then listed under',
  ),
  tokens: text('Dienstkonten', 'Service accounts'),
  create: text('Token für SCIM erzeugen', 'Create a token for SCIM'),
}
