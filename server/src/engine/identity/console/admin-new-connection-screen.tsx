import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  Loaded,
  Notice,
  PageHead,
  queryOf,
  RadioGroup,
  text,
  useChange,
  useGo,
  useQueryState,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { changeConnection, createConnection, showSignOn } from '../contract/sign-on.ts'
import { draftOf, emptyDraft } from './admin-connection-draft.ts'
import { ConnectionForm } from './admin-connection-form.tsx'
import type { Connection } from './admin-connection-words.ts'
import { useOwn } from './admin-may.ts'
import { SetupSteps } from './admin-setup-steps.tsx'

const renews = [showSignOn, listActivity]
const crumb = { label: text('Einmalanmeldung', 'Single sign-on'), href: '/sign-on' }

/** A new connection: its protocol, its provider, who gets in. Saved as a draft, which then leads on. */
export function NewConnectionScreen(): ReactNode {
  const { id: organisation, kind } = useOwn()
  const [given, setProtocol] = useQueryState('protocol', 'oidc')
  const protocol = given === 'saml' ? 'saml' : 'oidc'
  const go = useGo()
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  const create = useChange(createConnection, {
    renews,
    done: words.created,
    after: ({ id }) => go(`/sign-on/${id}`, { replace: true }),
  })
  return (
    <>
      <PageHead title={words.title} lead={words.lead} crumbs={[crumb]} />
      <Loaded query={query}>
        {({ domains }) => (
          <>
            <SetupSteps domains={domains} connection={null} current="provider" />
            <div className="form">
              <RadioGroup
                name="protocol"
                label={words.protocol}
                value={protocol}
                onChange={setProtocol}
                options={[
                  { id: 'oidc', label: 'OpenID Connect', description: words.oidc },
                  { id: 'saml', label: 'SAML 2.0', description: words.saml },
                ]}
              />
            </div>
            <ConnectionForm
              organisation={organisation}
              kind={kind}
              initial={emptyDraft(kind)}
              protocol={protocol}
              hasSecret={false}
              save={words.create}
              onSave={(body) => create.mutate({ params: { organisation }, body })}
              isPending={create.isPending}
              error={create.error}
              backTo="/sign-on"
            />
          </>
        )}
      </Loaded>
    </>
  )
}

/** Changes a connection: the same form, filled in. */
export function ChangeConnectionScreen({ params }: ScreenProps): ReactNode {
  const { id: organisation } = useOwn()
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  return (
    <Loaded query={query}>
      {({ connections }) => {
        const connection = connections.find(({ id }) => id === params['connection'])
        return connection ? (
          <ChangeConnection connection={connection} />
        ) : (
          <PageHead title={words.gone} crumbs={[crumb]} />
        )
      }}
    </Loaded>
  )
}

function ChangeConnection({ connection }: { readonly connection: Connection }) {
  const { id: organisation, kind } = useOwn()
  const t = useText()
  const go = useGo()
  const { id, name, settings } = connection
  const change = useChange(changeConnection, {
    renews,
    done: words.changed,
    after: () => go(`/sign-on/${id}`, { replace: true }),
  })
  return (
    <>
      <PageHead
        title={words.change(name)}
        crumbs={[crumb, { label: text(name, name), href: `/sign-on/${id}` }]}
      />
      <Notice>
        <p>{t(settings.kind === 'oidc' ? words.otherIssuer : words.otherEntity)}</p>
      </Notice>
      <ConnectionForm
        organisation={organisation}
        kind={kind}
        initial={draftOf(connection, kind)}
        protocol={settings.kind}
        hasSecret={connection.hasSecret}
        save={words.save}
        onSave={(body) => change.mutate({ params: { organisation, connection: id }, body })}
        isPending={change.isPending}
        error={change.error}
        backTo={`/sign-on/${id}`}
      />
    </>
  )
}

const words = {
  title: text('Identitätsanbieter eintragen', 'Add an identity provider'),
  lead: text(
    'Das wird ein Entwurf: Niemand kann sich darüber anmelden, bevor Sie es probiert haben.',
    'This becomes a draft: nobody can sign in by it before you have tried it.',
  ),
  protocol: text('Verfahren', 'Protocol'),
  oidc: text(
    'Einfacher einzurichten; die Schlüssel erneuert der Anbieter selbst. Nehmen Sie es, wenn Ihr Anbieter es kann.',
    'Easier to set up; the provider renews its keys itself. Take it if your provider can do it.',
  ),
  saml: text(
    'Älter und weit verbreitet; Zertifikate laufen ab und müssen hier erneuert werden.',
    'Older and widespread; certificates expire and have to be renewed here.',
  ),
  create: text('Als Entwurf speichern', 'Save as a draft'),
  created: text(
    'Der Entwurf ist gespeichert. Hinterlegen Sie jetzt unsere Werte beim Anbieter.',
    'The draft is saved. Now put our values at the provider.',
  ),
  change: (name: string) => text(`${name} ändern`, `Change ${name}`),
  otherIssuer: text(
    'Ein anderer Aussteller macht die Verbindung wieder zum Entwurf, und bestehende Verknüpfungen mit Konten enden.',
    'Another issuer makes the connection a draft again, and existing links with accounts end.',
  ),
  otherEntity: text(
    'Eine andere Entity-ID macht die Verbindung wieder zum Entwurf, und bestehende Verknüpfungen mit Konten enden. Ein neues Zertifikat tut das nicht.',
    'Another entity ID makes the connection a draft again, and existing links with accounts end. A new certificate does not.',
  ),
  save: text('Speichern', 'Save'),
  changed: text('Die Verbindung ist geändert.', 'The connection is changed.'),
  gone: text('Diese Verbindung gibt es nicht mehr', 'This connection no longer exists'),
}
