import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  PageHead,
  queryOf,
  text,
  useChange,
  useQueryState,
  useText,
} from '@nachweis/console'
import { listMyTokens, revokeMyToken } from '../contract/tokens.ts'
import { CreateToken } from './create-token.tsx'
import { Expiry, LastUsed, RevokeToken, tokenCells } from './token-cells.tsx'

type Token = z.output<typeof listMyTokens.output>['tokens'][number]

/** Personal tokens: for programs that act in one's name, with fewer permissions. */
export function TokensScreen(): ReactNode {
  const tokens = useQuery(queryOf(listMyTokens))
  const [creating, setCreating] = useQueryState('create')
  const [revoking, revoke] = useState<Token | null>(null)
  const create = <Button label={words.create} weight="strong" onPress={() => setCreating('yes')} />
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
            rows={data.tokens}
            keyOf={({ id }) => id}
            nameOf={({ name }) => name}
            columns={[
              { id: 'name', label: tokenCells.name, cell: ({ name }) => name },
              { id: 'scopes', label: tokenCells.scopes, cell: ({ scopes }) => <Scopes scopes={scopes} /> },
              { id: 'created', label: words.created, cell: ({ createdAt }) => <Moment at={createdAt} /> },
              { id: 'used', label: tokenCells.used, cell: ({ lastUsedAt }) => <LastUsed at={lastUsedAt} /> },
              { id: 'expires', label: tokenCells.expires, cell: (token) => <Expiry token={token} /> },
            ]}
            actionsOf={(token) => [
              { id: 'revoke', label: tokenCells.revoke, isDanger: true, onAction: () => revoke(token) },
            ]}
            empty={<EmptyState title={words.none} lead={words.noneWhat} action={create} />}
          />
        )}
      </Loaded>
      <CreateToken isOpen={creating !== ''} onClose={() => setCreating('')} />
      {revoking && <Revoke token={revoking} onClose={() => revoke(null)} />}
    </>
  )
}

function Scopes({ scopes }: { readonly scopes: readonly string[] }) {
  const t = useText()
  const [first, ...others] = scopes
  if (first === undefined) return null
  return (
    <details className="more">
      <summary>{t(tokenCells.count(scopes.length))}</summary>
      <code>{[first, ...others].join(' ')}</code>
    </details>
  )
}

function Revoke({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const change = useChange(revokeMyToken, {
    renews: [listMyTokens],
    done: tokenCells.revoked,
    after: onClose,
  })
  return (
    <RevokeToken
      name={token.name}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { token: token.id } })}
      onClose={onClose}
    />
  )
}

const words = {
  title: text('Persönliche Zugangsschlüssel', 'Personal tokens'),
  lead: text(
    'Damit arbeitet ein Programm in Ihrem Namen, mit den Rechten, die Sie ihm geben, und höchstens mit Ihren eigenen.',
    'With one, a program works in your name, with the permissions that you give it and never more than your own.',
  ),
  create: text('Schlüssel erzeugen', 'Create a token'),
  created: text('Erzeugt', 'Created'),
  none: text('Sie haben keine Zugangsschlüssel', 'You have no tokens'),
  noneWhat: text(
    'Erzeugen Sie einen, wenn ein Programm oder ein Skript die Schnittstelle in Ihrem Namen benutzen soll.',
    'Create one when a program or a script is to use the interface in your name.',
  ),
}
