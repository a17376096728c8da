import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  queryOf,
  Section,
  text,
  useChange,
  useQueryState,
  useText,
  type Column,
} from '@nachweis/console'
import {
  listSources,
  listSourceTokens,
  revokeSourceToken,
  showSource,
  type SourceDetail,
} from '../sources/contract.ts'
import { Examples } from './sources-example-list.tsx'
import { useSources } from './sources-may.ts'
import { CreateToken } from './sources-token.tsx'

type Token = z.output<typeof listSourceTokens.output>['tokens'][number]

interface Props {
  readonly source: SourceDetail
}

/** How to send as this source: its tokens, and an example for each way in. */
export function SourceSetUp({ source }: Props): ReactNode {
  const { organisation, mayManage } = useSources()
  const [creating, setCreating] = useQueryState('token')
  const [revoking, revoke] = useState<Token | null>(null)
  const tokens = useQuery(queryOf(listSourceTokens, { params: { organisation, source: source.id } }))
  const hasTokens = (tokens.data?.tokens.length ?? 0) > 0
  const create = mayManage && (
    <Button
      weight={hasTokens ? 'plain' : 'strong'}
      label={words.create}
      onPress={() => setCreating('create')}
    />
  )
  return (
    <>
      <Section title={words.tokens} lead={words.tokensWhat} actions={hasTokens && create}>
        <Loaded query={tokens}>
          {(data) => (
            <DataTable
              label={words.tokens}
              name="tokens"
              rows={data.tokens}
              keyOf={({ id }) => id}
              nameOf={({ name }) => name}
              columns={columns}
              {...(mayManage && {
                actionsOf: (token: Token) => [
                  { id: 'revoke', label: words.revoke, isDanger: true, onAction: () => revoke(token) },
                ],
              })}
              empty={<EmptyState title={words.none} lead={words.noneWhat} action={create} />}
            />
          )}
        </Loaded>
      </Section>
      <Section title={words.examples} lead={words.examplesWhat}>
        <Examples place={source.ways} />
      </Section>
      {mayManage && (
        <CreateToken source={source.id} isOpen={creating !== ''} onClose={() => setCreating('')} />
      )}
      {revoking && <Revoke source={source.id} token={revoking} onClose={() => revoke(null)} />}
    </>
  )
}

const columns: readonly Column<Token>[] = [
  { id: 'name', label: text('Wofür', 'What for'), cell: ({ name }) => name },
  { id: 'used', label: text('Zuletzt benutzt', 'Last used'), cell: (token) => <LastUsed token={token} /> },
  { id: 'expires', label: text('Läuft ab', 'Expires'), cell: (token) => <Expiry token={token} /> },
  { id: 'created', label: text('Erzeugt', 'Created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
]

interface OfToken {
  readonly token: Token
}

function LastUsed({ token: { lastUsedAt } }: OfToken) {
  const t = useText()
  return lastUsedAt === null ? t(words.never) : <Moment at={lastUsedAt} />
}

function Expiry({ token: { expiresAt, expired } }: OfToken) {
  const t = useText()
  if (expiresAt === null) return t(words.endless)
  return (
    <>
      {expired && `${t(words.expired)} `}
      <Moment at={expiresAt} />
    </>
  )
}

interface RevokeProps extends OfToken {
  readonly source: string
  readonly onClose: () => void
}

function Revoke({ source, token, onClose }: RevokeProps) {
  const t = useText()
  const { organisation } = useSources()
  const change = useChange(revokeSourceToken, {
    renews: [listSourceTokens, showSource, listSources],
    done: words.revoked,
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.revokeTitle(token.name)}
      isOpen
      onClose={onClose}
      action={words.revoke}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, source, token: token.id } })}
    >
      <p>{t(words.revokeWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  tokens: text('Tokens', 'Tokens'),
  tokensWhat: text(
    'Mit einem Token weist sich der Absender aus. Zum Austauschen erzeugen Sie ein zweites, stellen den Absender um und widerrufen das erste.',
    'The sender identifies itself by a token. To exchange it, create a second one, change the sender over and revoke the first.',
  ),
  create: text('Token erzeugen', 'Create a token'),
  none: text('Noch kein Token', 'No token yet'),
  noneWhat: text(
    'Erzeugen Sie eines und tragen Sie es beim Absender ein; die Beispiele unten zeigen, wo.',
    'Create one and enter it at the sender; the examples below show where.',
  ),
  examples: text('So senden Sie', 'How to send'),
  examplesWhat: text(
    'Jeder Weg führt in dasselbe Protokoll. Die Kennung eines Ereignisses bleibt sieben Tage bekannt, kürzer nur, wenn Ereignisse seiner Art kürzer aufgehoben werden: So lange wird nichts doppelt, was noch einmal gesendet wird. Kopieren Sie das Beispiel für Ihren Absender und setzen Sie Ihr Token statt nwe_… ein.',
    'Every way leads into the same log. The id of an event stays known for seven days, less only where events of its kind are kept for less: for so long nothing that is sent again is stored twice. Copy the example for your sender and put your token in place of nwe_….',
  ),
  never: text('noch nie', 'never'),
  endless: text('nie', 'never'),
  expired: text('abgelaufen', 'expired'),
  revoke: text('Widerrufen', 'Revoke'),
  revoked: text('Das Token gilt nicht mehr.', 'The token is no longer valid.'),
  revokeTitle: (name: string) => text(`„${name}“ widerrufen?`, `Revoke “${name}”?`),
  revokeWhat: text(
    'Wer es benutzt, wird innerhalb von Sekunden abgewiesen. Das lässt sich nicht zurücknehmen.',
    'Whoever uses it is refused within seconds. This cannot be taken back.',
  ),
}
