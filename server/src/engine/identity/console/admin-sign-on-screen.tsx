import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  ButtonLink,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  PageHead,
  queryOf,
  Say,
  Section,
  text,
  type Column,
} from '@nachweis/console'
import { showSignOn } from '../contract/sign-on.ts'
import { connectionStates, protocols, type Connection } from './admin-connection-words.ts'
import { Domains } from './admin-domains.tsx'
import { useMayIn, useOwn } from './admin-may.ts'
import { Provisioning } from './admin-provisioning.tsx'

/** Single sign-on of the own organisation: domains, connections, provisioning. */
export function SignOnScreen(): ReactNode {
  const { id: organisation } = useOwn()
  const may = useMayIn(organisation)
  const mayChange = may('identity:change-sign-on')
  const query = useQuery(queryOf(showSignOn, { params: { organisation } }))
  const add = mayChange && <ButtonLink weight="strong" href="/sign-on/new" label={words.add} />
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Loaded query={query}>
        {({ domains, connections }) => (
          <>
            <Domains organisation={organisation} domains={domains} mayChange={mayChange} />
            <Section
              title={words.connections}
              lead={words.connectionsWhat}
              actions={connections.length > 0 && add}
            >
              <ConnectionTable connections={connections} empty={add} />
            </Section>
          </>
        )}
      </Loaded>
      <Provisioning organisation={organisation} mayCreate={may('identity:create-token')} />
    </>
  )
}

/** Connections in a list; each leads to its own page in the own organisation. */
export function ConnectionTable({
  connections,
  empty,
  isOwn = true,
}: {
  readonly connections: readonly Connection[]
  readonly empty: ReactNode
  readonly isOwn?: boolean
}): ReactNode {
  return (
    <DataTable
      label={words.connections}
      name="connections"
      rows={connections}
      keyOf={({ id }) => id}
      hrefOf={isOwn ? ({ id }) => `/sign-on/${id}` : undefined}
      columns={columns}
      empty={<EmptyState title={words.none} lead={isOwn ? words.noneYet : words.noneThere} action={empty} />}
    />
  )
}

const columns: readonly Column<Connection>[] = [
  { id: 'name', label: text('Name', 'Name'), cell: ({ name }) => name },
  { id: 'kind', label: text('Verfahren', 'Protocol'), cell: ({ settings }) => protocols[settings.kind] },
  {
    id: 'state',
    label: text('Stand', 'State'),
    cell: ({ state }) => <Say words={connectionStates[state].title} />,
  },
  {
    id: 'tested',
    label: text('Getestet', 'Tested'),
    cell: ({ testedAt }) => (testedAt === null ? <Say words={words.notYet} /> : <Moment at={testedAt} />),
  },
  {
    id: 'expires',
    label: text('Zertifikat bis', 'Certificate until'),
    cell: ({ certificates }) => <Expiry certificates={certificates} />,
  },
]

function Expiry({ certificates }: Pick<Connection, 'certificates'>) {
  const last = certificates
    .map(({ notAfter }) => notAfter)
    .toSorted()
    .at(-1)
  return last === undefined ? '–' : <Moment at={last} />
}

const words = {
  title: text('Einmalanmeldung', 'Single sign-on'),
  lead: text(
    'Ihre Leute melden sich mit ihrem Firmenkonto an. In fünf Schritten: Domain nachweisen, Identitätsanbieter eintragen, unsere Werte dort hinterlegen, probeweise anmelden, zur Pflicht machen.',
    'Your people sign in with their company account. In five steps: prove a domain, enter the identity provider, put our values there, sign in as a test, require it.',
  ),
  connections: text('Identitätsanbieter', 'Identity providers'),
  connectionsWhat: text(
    'Jede Verbindung beginnt als Entwurf und gilt erst nach einer Probeanmeldung.',
    'Every connection begins as a draft and counts only after a test sign-in.',
  ),
  add: text('Identitätsanbieter eintragen', 'Add an identity provider'),
  none: text('Noch kein Identitätsanbieter', 'No identity provider yet'),
  noneYet: text(
    'Sie brauchen einen mit OpenID Connect oder SAML 2.0, zum Beispiel Microsoft Entra ID, Google Workspace, Okta oder Keycloak.',
    'You need one with OpenID Connect or SAML 2.0, for example Microsoft Entra ID, Google Workspace, Okta or Keycloak.',
  ),
  noneThere: text(
    'Diese Organisation meldet sich mit Passwort oder Passkey an.',
    'This organisation signs in with password or passkey.',
  ),
  notYet: text('noch nicht', 'not yet'),
}
