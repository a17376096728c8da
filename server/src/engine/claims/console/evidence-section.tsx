import type { ReactNode } from 'react'
import type { TrustClaim, Verdict } from 'nachweis-verify'
import {
  absoluteTime,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  Section,
  StatusMark,
  text,
  useLanguage,
  useMay,
  usePages,
  useQueryState,
  useText,
  verdictWords,
  type Action,
} from '@nachweis/console'
import { listEvidence } from '../contract.ts'
import { ObservationDialog } from './observation-dialog.tsx'

const pageRows = 20
const statusOf = { holds: 'holding', fails: 'failing', unknown: 'unknown' } as const satisfies Record<
  Verdict,
  string
>

/** All evidence of the claim, newest first; what a check saw opens in a dialog that the address keeps. */
export function EvidenceSection({ claim }: { readonly claim: TrustClaim }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const canSee = useMay()('claims:read-observation')
  const actionsOf = useActions()
  const [measure = '', name = ''] = claim.id.split('/')
  const [shown, show] = useQueryState('evidence')
  const { query, rows, more } = usePages(
    listEvidence,
    { params: { measure, claim: name }, query: { limit: pageRows } },
    { rows: (page) => page.evidence, next: (page) => page.before, cursor: 'before' },
  )
  return (
    <Section title={words.title}>
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={rows}
            keyOf={(row) => row.id}
            nameOf={(row) => `${row.target}, ${absoluteTime(row.receivedAt, language)}`}
            columns={[
              { id: 'at', label: words.at, cell: (row) => <Moment at={row.receivedAt} exact /> },
              { id: 'target', label: words.target, cell: (row) => <code>{row.target}</code> },
              {
                id: 'verdict',
                label: words.verdict,
                cell: (row) => (
                  <span className="status">
                    <StatusMark status={statusOf[row.verdict]} wordless />
                    {t(verdictWords[row.verdict])}
                  </span>
                ),
              },
            ]}
            hrefOf={canSee ? (row) => `/claims/${claim.id}?evidence=${row.id}` : undefined}
            actionsOf={(row) => actionsOf(row.id, () => show(row.id))}
            more={more}
            empty={<EmptyState title={words.none} lead={words.noneWhy} />}
          />
        )}
      </Loaded>
      <ObservationDialog evidence={shown === '' ? null : shown} onClose={() => show('')} />
    </Section>
  )
}

function useActions(): (id: string, onShow: () => void) => Action[] {
  const may = useMay()
  const language = useLanguage()
  const open = (path: string) => () => window.open(path, '_blank', 'noopener')
  return (id, onShow) => [
    ...(may('claims:read-observation')
      ? [{ id: 'observation', label: words.observation, onAction: onShow }]
      : []),
    {
      id: 'page',
      label: words.page,
      onAction: open(`${language === 'de' ? '/de/nachweis' : '/en/evidence'}/${id}`),
    },
    { id: 'json', label: words.json, onAction: open(`/evidence/${id}.json`) },
    { id: 'proof', label: words.proof, onAction: open(`/evidence/${id}.tlog-proof`) },
  ]
}

const words = {
  title: text('Nachweise', 'Evidence'),
  target: text('Ziel', 'Target'),
  verdict: text('Befund', 'Verdict'),
  at: text('Eingegangen', 'Received'),
  observation: text('Beobachtung ansehen', 'See the observation'),
  page: text('Öffentliche Seite des Nachweises', 'Public page of the evidence'),
  json: text('Datensatz als JSON', 'Record as JSON'),
  proof: text('Beweisdatei', 'Proof file'),
  none: text('Noch kein Nachweis', 'No evidence yet'),
  noneWhy: text(
    'Sobald die Prüfung einmal gelaufen ist, steht ihr Ergebnis hier, unveränderlich protokolliert.',
    'As soon as the check has run once, its result stands here, logged for good.',
  ),
}
