import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  ButtonLink,
  ConfirmDialog,
  CopyField,
  EmptyState,
  Facts,
  Loaded,
  Menu,
  Notice,
  PageHead,
  queryOf,
  Say,
  Section,
  text,
  useChange,
  useGo,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { removeConnection, showSignOn } from '../contract/sign-on.ts'
import { Certificates } from './admin-certificates.tsx'
import { connectionStates, protocols, type Connection, type Domain } from './admin-connection-words.ts'
import { Enforcement } from './admin-enforcement.tsx'
import { useMayIn, useOwn } from './admin-may.ts'
import { SetupSteps, stepsDone, type Step } from './admin-setup-steps.tsx'
import { TestSignIn } from './admin-test-sign-in.tsx'
import { roleTitles } from './role-titles.ts'

const crumb = { label: text('Einmalanmeldung', 'Single sign-on'), href: '/sign-on' }

/** One connection: where it stands, what comes next, and everything about it. */
export function ConnectionScreen({ params }: ScreenProps): ReactNode {
  const { id: organisation } = useOwn()
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  return (
    <Loaded query={query}>
      {({ domains, connections }) => {
        const found = connections.find(({ id }) => id === params['connection'])
        if (found) return <OneConnection connection={found} domains={domains} />
        return (
          <>
            <PageHead title={words.gone} crumbs={[crumb]} />
            <EmptyState title={words.goneWhat} action={<ButtonLink href="/sign-on" label={words.back} />} />
          </>
        )
      }}
    </Loaded>
  )
}

interface Props {
  readonly connection: Connection
  readonly domains: readonly Domain[]
}

function OneConnection({ connection, domains }: Props) {
  const t = useText()
  const { id: organisation } = useOwn()
  const mayChange = useMayIn(organisation)('identity:change-sign-on')
  const [isRemoving, remove] = useState(false)
  const { id, name, state } = connection
  const done = stepsDone(domains, connection)
  const order: readonly Step[] = ['ours', 'test', 'domain', 'enforce']
  const next = order.find((step) => !done.includes(step)) ?? 'enforce'
  return (
    <>
      <PageHead
        title={text(name, name)}
        crumbs={[crumb]}
        actions={
          mayChange && (
            <>
              <ButtonLink href={`/sign-on/${id}/change`} label={words.change} />
              <Menu
                label={words.more}
                actions={[
                  { id: 'remove', label: words.remove, isDanger: true, onAction: () => remove(true) },
                ]}
              />
            </>
          )
        }
      />
      <SetupSteps domains={domains} connection={connection} current={next} />
      <Notice tone={state === 'draft' ? 'warning' : 'done'} title={connectionStates[state].title}>
        <p>{t(connectionStates[state].sentence)}</p>
      </Notice>
      <OurValues connection={connection} />
      {mayChange && <TestSignIn connection={connection} />}
      {mayChange && <Enforcement connection={connection} domains={domains} />}
      {connection.settings.kind === 'saml' && <Certificates connection={connection} mayChange={mayChange} />}
      <Section title={words.settings}>
        <SettingFacts connection={connection} />
      </Section>
      {isRemoving && <Remove connection={connection} onClose={() => remove(false)} />}
    </>
  )
}

function OurValues({ connection: { settings, ours } }: { readonly connection: Connection }) {
  return (
    <Section title={words.ours} lead={settings.kind === 'oidc' ? words.oursOidc : words.oursSaml}>
      <div className="copy-list">
        {settings.kind === 'oidc' ? (
          <CopyField label={words.redirectUri} value={ours.redirectUri} />
        ) : (
          <>
            <CopyField label={words.metadataUrl} value={ours.metadataUrl} />
            <CopyField label={words.entityId} value={ours.entityId} />
            <CopyField label={words.acsUrl} value={ours.acsUrl} />
          </>
        )}
      </div>
    </Section>
  )
}

function SettingFacts({ connection }: { readonly connection: Connection }) {
  const { settings, roleMap, defaultRole, justInTime, vouchesForSecondFactor, hasSecret } = connection
  return (
    <Facts
      facts={[
        [words.protocol, protocols[settings.kind]],
        settings.kind === 'oidc' ? [words.issuer, <Code key="issuer" of={settings.issuer} />] : null,
        settings.kind === 'oidc' ? [words.clientId, <Code key="clientId" of={settings.clientId} />] : null,
        settings.kind === 'oidc'
          ? [words.secret, <Say key="secret" words={hasSecret ? words.kept : words.none} />]
          : null,
        settings.kind === 'saml'
          ? [words.theirEntityId, <Code key="theirEntityId" of={settings.entityId} />]
          : null,
        settings.kind === 'saml' ? [words.ssoUrl, <Code key="ssoUrl" of={settings.ssoUrl} />] : null,
        [words.defaultRole, <Say key="defaultRole" words={roleTitles([defaultRole])} />],
        [words.roleMap, <RoleMap key="roleMap" rows={roleMap} />],
        [words.justInTime, <Say key="justInTime" words={justInTime ? words.yes : words.no} />],
        [words.vouches, <Say key="vouches" words={vouchesForSecondFactor ? words.yes : words.no} />],
      ]}
    />
  )
}

const Code = ({ of }: { readonly of: string }) => <code className="break">{of}</code>

function RoleMap({ rows }: { readonly rows: Connection['roleMap'] }) {
  const t = useText()
  if (rows.length === 0) return t(words.none)
  return rows.map(({ group, role }) => (
    <p key={`${group} ${role}`}>
      <Code of={group} /> → {t(roleTitles([role]))}
    </p>
  ))
}

function Remove({ connection, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const { id: organisation } = useOwn()
  const change = useChange(removeConnection, {
    renews: [showSignOn, listActivity],
    done: words.removed,
    after: () => go('/sign-on', { replace: true }),
  })
  return (
    <ConfirmDialog
      title={words.removeTitle(connection.name)}
      isOpen
      onClose={onClose}
      action={words.remove}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, connection: connection.id } })}
    >
      <p>{t(connection.state === 'enforced' ? words.removeEnforced : words.removeWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  gone: text('Verbindung', 'Connection'),
  goneWhat: text('Diese Verbindung gibt es nicht mehr', 'This connection no longer exists'),
  back: text('Zur Einmalanmeldung', 'To single sign-on'),
  change: text('Ändern', 'Change'),
  more: text('Mehr', 'More'),
  ours: text('Unsere Werte für den Anbieter', 'Our values for the provider'),
  oursOidc: text(
    'Tragen Sie diese Adresse beim Anbieter als Rücksprungadresse (Redirect URI) der Web-Anwendung ein, Zeichen für Zeichen.',
    'Enter this address at the provider as the redirect URI of the web application, character by character.',
  ),
  oursSaml: text(
    'Geben Sie dem Anbieter unsere Metadaten-Adresse; kann er sie nicht lesen, tragen Sie die beiden anderen Werte ein.',
    'Give the provider our metadata address; if it cannot read it, enter the two other values.',
  ),
  redirectUri: text('Rücksprungadresse', 'Redirect URI'),
  metadataUrl: text('Adresse unserer Metadaten', 'Address of our metadata'),
  entityId: text('Unsere Entity-ID (Audience)', 'Our entity ID (audience)'),
  acsUrl: text('Unsere Annahmeadresse (ACS-URL, POST)', 'Our assertion consumer service (ACS URL, POST)'),
  settings: text('Angaben', 'Settings'),
  protocol: text('Verfahren', 'Protocol'),
  issuer: text('Aussteller', 'Issuer'),
  clientId: text('Client-ID', 'Client ID'),
  secret: text('Client-Geheimnis', 'Client secret'),
  kept: text('hinterlegt', 'kept'),
  theirEntityId: text('Entity-ID des Anbieters', 'Entity ID of the provider'),
  ssoUrl: text('Anmeldeadresse', 'Sign-on address'),
  defaultRole: text('Rolle ohne passende Gruppe', 'Role without a fitting group'),
  roleMap: text('Rollen nach Gruppen', 'Roles by groups'),
  justInTime: text('Konten bei der ersten Anmeldung', 'Accounts at the first sign-in'),
  vouches: text('Verbürgt für den zweiten Faktor', 'Vouched for the second factor'),
  yes: text('ja', 'yes'),
  no: text('nein', 'no'),
  none: text('keine', 'none'),
  remove: text('Verbindung entfernen', 'Remove the connection'),
  removeTitle: (name: string) => text(`${name} entfernen?`, `Remove ${name}?`),
  removeWhat: text(
    'Niemand kann sich mehr darüber anmelden. Konten bleiben; wer kein Passwort und keinen Passkey hat, braucht einen Link für ein neues Passwort.',
    'Nobody can sign in by it any more. Accounts stay; whoever has no password and no passkey needs a link for a new password.',
  ),
  removeEnforced: text(
    'Diese Verbindung ist Pflicht. Ohne sie gelten wieder Passwort und Passkey; wer beides nicht hat, braucht einen Link für ein neues Passwort.',
    'This connection is required. Without it password and passkey count again; whoever has neither needs a link for a new password.',
  ),
  removed: text('Die Verbindung ist entfernt.', 'The connection is removed.'),
}
