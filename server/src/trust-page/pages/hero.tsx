import { StatusMark, TallyBar } from '@nachweis/ui'
import type { Status, TrustDocument } from 'nachweis-verify'
import { paths } from '../paths.ts'
import { checkpointFacts, type Tally } from '../tally.ts'
import { wholeNumber } from '../times.ts'
import { Moment, type View } from './view.tsx'

interface Props {
  readonly document: TrustDocument
  readonly tally: Tally
  readonly publicUrl: string
  readonly view: View
}

const order: readonly Status[] = ['holding', 'failing', 'stale', 'unknown']

/** What the page claims as a whole: sentence, one column a claim, log, and the command that verifies everything. */
export function Hero({ document, tally, publicUrl, view }: Props) {
  const { hero } = view.words
  const { counts, total, proven } = tally
  const label = order.map((status) => hero.counts[status](counts[status])).join(', ')
  return (
    <div className="hero">
      <h1>{hero.title}</h1>
      <p className="lead">{hero.lead}</p>
      <div className="sum">
        <p className="total">{total > 0 ? hero.summary(counts.holding, total, proven) : hero.none}</p>
        {total > 0 && (
          <>
            <TallyBar counts={counts} label={label} />
            <ul className="legend">
              {order.map((status) => (
                <li key={status}>
                  <StatusMark status={status} /> {hero.counts[status](counts[status])}
                </li>
              ))}
            </ul>
          </>
        )}
        <p className="command">
          {hero.verify}{' '}
          <code>
            npx {publicUrl}/nachweis-verify.tgz {publicUrl}
          </code>
        </p>
        <LogFacts document={document} view={view} />
      </div>
    </div>
  )
}

const rootCharactersShown = 10

function LogFacts({ document, view }: Pick<Props, 'document' | 'view'>) {
  const { hero } = view.words
  const facts = checkpointFacts(document.log.checkpoint)
  return (
    <p className="log">
      {hero.logEntries(wholeNumber(document.log.size, view.words))}
      {' · '}
      <a href={paths.checkpoint}>{hero.checkpoint}</a>
      {facts && (
        <>
          {' '}
          <code>{facts.root.slice(0, rootCharactersShown)}…</code>
        </>
      )}
      {facts && facts.witnesses.length > 0 && ` · ${hero.witnesses(facts.witnesses.length)}`}
      {` · ${hero.computed} `}
      <Moment view={view} at={document.generatedAt} relative />
    </p>
  )
}
