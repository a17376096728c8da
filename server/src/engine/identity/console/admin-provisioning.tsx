import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  CopyField,
  Count,
  DataTable,
  Facts,
  Link,
  Loaded,
  numberWords,
  queryOf,
  Section,
  text,
  useLanguage,
  useText,
  type Column,
} from '@nachweis/console'
import { showProvisioning } from '../contract/provisioning.ts'
import { CreateServiceToken } from './admin-create-service-token.tsx'
import { roleTitles } from './role-titles.ts'

type Provisioned = z.output<typeof showProvisioning.output>
type Group = Provisioned['groups'][number]

interface Props {
  readonly organisation: string
  readonly mayCreate: boolean
}

/** Provisioning by SCIM: where the identity provider sends people and groups, the token it needs, and what came of it. */
export function Provisioning({ organisation, mayCreate }: Props): ReactNode {
  const query = useQuery(queryOf(showProvisioning, { params: { organisation } }))
  const [isCreating, create] = useState(false)
  return (
    <Section
      title={words.title}
      lead={words.lead}
      actions={mayCreate && <Button label={words.create} onPress={() => create(true)} />}
    >
      <Loaded query={query}>{(data) => <Shown provisioned={data} mayCreate={mayCreate} />}</Loaded>
      <CreateServiceToken
        organisation={organisation}
        isForProvisioning
        isOpen={isCreating}
        onClose={() => create(false)}
      />
    </Section>
  )
}

function Shown({
  provisioned: { baseUrl, people, groups, groupsTotal },
  mayCreate,
}: {
  readonly provisioned: Provisioned
  readonly mayCreate: boolean
}) {
  const t = useText()
  const language = useLanguage()
  const number = (n: number) => numberWords(n, language)
  return (
    <div className="provisioned">
      <div className="copy-list">
        <CopyField label={words.base} value={baseUrl} />
        {mayCreate && (
          <p>
            {t(words.token)} <Link href="/service-tokens">{t(words.tokens)}</Link>
          </p>
        )}
      </div>
      {people + groupsTotal === 0 ? (
        <p>{t(words.nothing)}</p>
      ) : (
        <Facts
          facts={[
            [words.people, number(people)],
            [words.groups, number(groupsTotal)],
          ]}
        />
      )}
      {groups.length < groupsTotal && <p>{t(words.firstOnly(number(groups.length), number(groupsTotal)))}</p>}
      {groups.length > 0 && (
        <DataTable
          label={words.groups}
          name="groups"
          rows={groups}
          keyOf={({ id }) => id}
          columns={columns}
          find={({ displayName, externalId }) => `${displayName} ${externalId ?? ''}`}
          empty={null}
        />
      )}
    </div>
  )
}

const columns: readonly Column<Group>[] = [
  { id: 'name', label: text('Gruppe', 'Group'), cell: ({ displayName }) => displayName },
  { id: 'members', label: text('Mitglieder', 'Members'), cell: ({ members }) => <Count n={members} /> },
  { id: 'roles', label: text('Gibt die Rolle', 'Gives the role'), cell: ({ roles }) => <Roles of={roles} /> },
]

function Roles({ of }: { readonly of: Group['roles'] }) {
  const t = useText()
  return of.length === 0 ? t(words.noRole) : t(roleTitles(of))
}

const words = {
  title: text('Konten abgleichen (SCIM 2.0)', 'Keep accounts in step (SCIM 2.0)'),
  lead: text(
    'Der Identitätsanbieter legt Konten an, ändert sie und schaltet sie ab. Wer dort geht, dessen Sitzungen enden hier, sobald der Identitätsanbieter es uns meldet.',
    'The identity provider adds accounts, changes them and switches them off. Whoever leaves there is signed out here as soon as the identity provider tells us.',
  ),
  base: text('Basisadresse (Base URL)', 'Base URL'),
  token: text(
    'Dazu braucht er ein Token (Bearer), das nur das darf. Es wird einmal gezeigt und steht danach unter',
    'It also needs a token (bearer) that may do only this. It is shown once and then listed under',
  ),
  tokens: text('Dienstkonten', 'Service accounts'),
  create: text('Token für SCIM erzeugen', 'Create a token for SCIM'),
  nothing: text(
    'Bisher hat der Identitätsanbieter noch niemanden übertragen.',
    'The identity provider has sent nobody yet.',
  ),
  people: text('Übertragene Personen', 'People sent'),
  groups: text('Übertragene Gruppen', 'Groups sent'),
  firstOnly: (shown: string, all: string) =>
    text(
      `Die Liste zeigt die ältesten ${shown} von ${all} Gruppen.`,
      `The list shows the oldest ${shown} of ${all} groups.`,
    ),
  noRole: text('keine', 'none'),
}
