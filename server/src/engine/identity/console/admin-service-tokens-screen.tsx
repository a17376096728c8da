import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  DataTable,
  EmptyState,
  Filter,
  Link,
  Loaded,
  PageHead,
  queryOf,
  text,
  useChange,
  useQueryState,
  useText,
  type Column,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { listTokens, revokeToken } from '../contract/tokens.ts'
import { CreateServiceToken } from './admin-create-service-token.tsx'
import { useMayIn, useOwn } from './admin-may.ts'
import { scopeTitle } from './admin-scope-words.ts'
import { Expiry, LastUsed, RevokeToken, tokenCells } from './token-cells.tsx'

type Token = z.output<typeof listTokens.output>['tokens'][number]

/** Service accounts of the organisation, and the personal tokens of its people. */
export function ServiceTokensScreen(): ReactNode {
  const { id: organisation } = useOwn()
  const may = useMayIn(organisation)
  const [kind, setKind] = useQueryState('kind')
  const [creating, setCreating] = useQueryState('create')
  const [revoking, revoke] = useState<Token | null>(null)
  const tokens = useQuery(queryOf(listTokens, { params: { organisation } }))
  const create = may('identity:create-token') && (
    <Button label={words.create} weight="strong" onPress={() => setCreating('yes')} />
  )
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={(tokens.data?.tokens.length ?? 0) > 0 && create}
      />
      <Loaded query={tokens}>
        {(data) => (
          <DataTable
            label={words.title}
            rows={data.tokens.filter((token) => kind === '' || token.kind === kind)}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            find={({ name, person }) => `${name} ${person?.name ?? ''}`}
            tools={<KindFilter tokens={data.tokens} value={kind} onChange={setKind} />}
            columns={columns}
            {...(may('identity:revoke-token') && {
              actionsOf: (token: Token) => [
                { id: 'revoke', label: tokenCells.revoke, isDanger: true, onAction: () => revoke(token) },
              ],
            })}
            empty={
              kind === '' ? (
                <EmptyState title={words.none} lead={words.noneWhat} action={create} />
              ) : (
                <EmptyState
                  title={words.noneOfKind}
                  action={<Button label={words.showAll} onPress={() => setKind('')} />}
                />
              )
            }
          />
        )}
      </Loaded>
      <CreateServiceToken
        organisation={organisation}
        isOpen={creating !== '' && may('identity:create-token')}
        onClose={() => setCreating('')}
      />
      {revoking && <Revoke organisation={organisation} token={revoking} onClose={() => revoke(null)} />}
    </>
  )
}

interface KindProps {
  readonly tokens: readonly Token[]
  readonly value: string
  readonly onChange: (kind: string) => void
}

function KindFilter({ tokens, value, onChange }: KindProps) {
  const option = (id: Token['kind']) => ({
    id,
    label: words.kinds[id],
    count: tokens.filter(({ kind }) => kind === id).length,
  })
  return (
    <Filter
      label={words.kind}
      value={value}
      onChange={onChange}
      options={[{ id: '', label: words.all, count: tokens.length }, option('service'), option('personal')]}
    />
  )
}

const columns: readonly Column<Token>[] = [
  { id: 'name', label: tokenCells.name, cell: ({ name }) => name },
  { id: 'owner', label: text('Wem', 'Whose'), cell: (token) => <Owner token={token} /> },
  { id: 'scopes', label: tokenCells.scopes, cell: (token) => <Scopes token={token} /> },
  { id: 'used', label: tokenCells.used, cell: ({ lastUsedAt }) => <LastUsed at={lastUsedAt} /> },
  { id: 'expires', label: tokenCells.expires, cell: (token) => <Expiry token={token} /> },
]

interface OfToken {
  readonly token: Token
}

function Owner({ token: { person } }: OfToken) {
  const t = useText()
  return person === null ? t(words.service) : <Link href={`/people/${person.id}`}>{person.name}</Link>
}

function Scopes({ token: { scopes } }: OfToken) {
  const t = useText()
  const [only] = scopes
  if (scopes.length === 1 && only !== undefined) return t(scopeTitle(only))
  return (
    <details className="more">
      <summary>{t(tokenCells.count(scopes.length))}</summary>
      <ul>
        {scopes.map((scope) => (
          <li key={scope}>{t(scopeTitle(scope))}</li>
        ))}
      </ul>
    </details>
  )
}

interface RevokeProps extends OfToken {
  readonly organisation: string
  readonly onClose: () => void
}

function Revoke({ organisation, token, onClose }: RevokeProps) {
  const change = useChange(revokeToken, {
    renews: [listTokens, listActivity],
    done: tokenCells.revoked,
    after: onClose,
  })
  return (
    <RevokeToken
      name={token.name}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, token: token.id } })}
      onClose={onClose}
    />
  )
}

const words = {
  title: text('Dienstkonten und Zugangsschlüssel', 'Service accounts and tokens'),
  lead: text(
    'Programme, die im Namen Ihrer Organisation arbeiten, und die persönlichen Zugangsschlüssel Ihrer Leute.',
    'Programs that work in the name of your organisation, and the personal tokens of your people.',
  ),
  create: text('Dienstkonto anlegen', 'Create a service account'),
  kind: text('Art', 'Kind'),
  all: text('Alle', 'All'),
  kinds: {
    service: text('Dienstkonten', 'Service accounts'),
    personal: text('Persönliche', 'Personal'),
  },
  service: text('der Organisation', 'the organisation’s'),
  none: text('Noch keine Zugangsschlüssel', 'No tokens yet'),
  noneWhat: text(
    'Legen Sie ein Dienstkonto an, wenn ein Programm die Schnittstelle ohne eine Person benutzen soll, zum Beispiel Ihr Identitätsanbieter über SCIM.',
    'Create a service account when a program is to use the interface without a person, for example your identity provider through SCIM.',
  ),
  noneOfKind: text('Keine dieser Art', 'None of this kind'),
  showAll: text('Alle zeigen', 'Show all'),
}
