import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { Sentence, StatusMark as Mark } from '@nachweis/ui'
import {
  Button,
  Loaded,
  Menu,
  Moment,
  MoreIcon,
  Notice,
  PageHead,
  queryOf,
  StatusMark,
  statusWords,
  text,
  useLanguage,
  useMay,
  useQueryState,
  useText,
  type Action,
  type ScreenProps,
} from '@nachweis/console'
import { showClaim } from '../contract.ts'
import { ClaimFacts } from './claim-facts.tsx'
import { ClaimHistory } from './claim-history.tsx'
import { EvidenceSection } from './evidence-section.tsx'
import { ParametersDialog } from './parameters-dialog.tsx'
import { RunPanel, useRun } from './run-panel.tsx'
import { ReinstateDialog, WithdrawDialog } from './withdraw-dialogs.tsx'
import { words as common } from './words.ts'
import './claims.css'

export type ShownClaim = z.output<typeof showClaim.output>

/** One claim: its sentence, why it stands as it does, and what can be done about it. */
export function ClaimScreen({ params }: ScreenProps): ReactNode {
  const path = { measure: params['measure'] ?? '', claim: params['claim'] ?? '' }
  const shown = useQuery(queryOf(showClaim, { params: path }))
  return <Loaded query={shown}>{(data) => <Claim key={data.claim.id} {...data} />}</Loaded>
}

type Opened = '' | 'parameters' | 'withdraw' | 'reinstate'

function Claim({ claim, measure }: ShownClaim) {
  const t = useText()
  const language = useLanguage()
  const may = useMay()
  const [opened, open] = useQueryState('open') as [Opened, (opened: Opened) => void]
  const run = useRun(claim)
  const close = () => open('')
  const canRun = claim.checks.length > 0 && claim.needs === null && may('claims:run-check')
  return (
    <>
      <PageHead
        title={claim.text}
        heading={
          <span className="claim-heading">
            <Mark status={claim.status} label={t(statusWords[claim.status])} />
            <Sentence {...claim} claim={claim.id} language={language} />
          </span>
        }
        crumbs={[
          { label: common.measures, href: '/measures' },
          { label: measure.title, href: `/measures/${measure.id}` },
        ]}
        actions={
          <>
            {canRun && (
              <Button label={words.run} weight="strong" isPending={run.isPending} onPress={run.start} />
            )}
            <Menu label={words.more} icon={<MoreIcon />} actions={useActions(claim, open)} />
          </>
        }
      >
        <p className="head-facts">
          <StatusMark status={claim.status} basis={claim.basis} />
          <span>
            {t(words.since)} <Moment at={claim.since} exact />
          </span>
          {claim.coverage.total > 0 && (
            <span>{t(common.coverage(claim.coverage.checked, claim.coverage.total))}</span>
          )}
        </p>
      </PageHead>
      <RunPanel run={run} />
      <WhyNot claim={claim} />
      <ClaimHistory claim={claim} />
      <ClaimFacts claim={claim} onEdit={() => open('parameters')} />
      <EvidenceSection claim={claim} />
      <ParametersDialog claim={claim} isOpen={opened === 'parameters'} onClose={close} />
      <WithdrawDialog claim={claim} isOpen={opened === 'withdraw'} onClose={close} />
      <ReinstateDialog claim={claim} isOpen={opened === 'reinstate'} onClose={close} />
    </>
  )
}

function useActions(claim: ShownClaim['claim'], open: (opened: Opened) => void): Action[] {
  const may = useMay()
  const language = useLanguage()
  const publicPath = `${language === 'de' ? '/de/aussage' : '/en/claim'}/${claim.id}`
  const actions: Action[] = [
    { id: 'public', label: words.publicPage, onAction: () => window.open(publicPath, '_blank', 'noopener') },
  ]
  if (may('claims:set-parameters') && Object.keys(claim.parameters).length > 0)
    actions.push({ id: 'parameters', label: words.change, onAction: () => open('parameters') })
  if (may('claims:withdraw'))
    actions.push(
      claim.withdrawn
        ? { id: 'reinstate', label: words.reinstate, onAction: () => open('reinstate') }
        : { id: 'withdraw', label: words.withdraw, onAction: () => open('withdraw'), isDanger: true },
    )
  return actions
}

/** Why the claim does not simply hold, and what to do. */
function WhyNot({ claim }: Pick<ShownClaim, 'claim'>) {
  const t = useText()
  const failing = claim.evidence.filter((each) => each.verdict === 'fails' && each.counts)
  if (claim.withdrawn)
    return (
      <Notice tone="warning" title={words.withdrawn}>
        <p>{claim.withdrawn.reason}</p>
        <p className="fine">
          <Moment at={claim.withdrawn.at} exact />
        </p>
      </Notice>
    )
  if (failing.length > 0)
    return (
      <Notice tone="warning" title={words.failing}>
        {failing.map((each) => (
          <p key={each.id}>
            <code>{each.target}</code>: {t(each.observed)}
          </p>
        ))}
      </Notice>
    )
  if (claim.needs)
    return (
      <Notice title={words.needs}>
        <p>{t(claim.needs)}</p>
      </Notice>
    )
  return null
}

const words = {
  run: text('Jetzt prüfen', 'Check now'),
  more: text('Weitere Aktionen', 'Further actions'),
  since: text('so seit', 'so since'),
  publicPage: text('Öffentliche Seite der Aussage', 'Public page of the claim'),
  change: text('Werte ändern', 'Change values'),
  withdraw: text('Aussage zurückziehen', 'Withdraw claim'),
  reinstate: text('Wieder versprechen', 'Promise again'),
  withdrawn: text('Zurückgezogen', 'Withdrawn'),
  failing: text('Die letzte Prüfung fand', 'The last check found'),
  needs: text('Was noch fehlt', 'What is missing'),
}
