import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { chapters, type Chapter } from 'nachweis-verify'
import {
  chapterWords,
  EmptyState,
  Filter,
  Link,
  Loaded,
  PageHead,
  queryOf,
  SearchBox,
  Section,
  StatusMark,
  statusWords,
  text,
  useLanguage,
  useQueryState,
  useText,
} from '@nachweis/console'
import { listMeasures } from '../contract.ts'
import type { ListedMeasure } from './claim-line.tsx'
import { statuses, tallyOf } from './tally.ts'
import { words as common } from './words.ts'
import './claims.css'

/** All measures by chapter, with their status. */
export function MeasuresScreen(): ReactNode {
  const measures = useQuery(queryOf(listMeasures))
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Loaded query={measures}>{(data) => <Chapters measures={data.measures} />}</Loaded>
    </>
  )
}

function Chapters({ measures }: { readonly measures: readonly ListedMeasure[] }) {
  const t = useText()
  const language = useLanguage()
  const [sought, setSought] = useQueryState('q')
  const [status, setStatus] = useQueryState('status')
  const { counts } = tallyOf(
    measures.map((measure) => ({ status: measure.status, basis: 'observed' as const })),
  )
  const shown = measures
    .filter((measure) => status === '' || measure.status === status)
    .filter((measure) => wordsOf(measure, language).includes(sought.toLowerCase()))
  return (
    <>
      <div className="table-tools">
        <SearchBox label={words.title} value={sought} onChange={setSought} />
        <Filter
          label={words.status}
          value={status}
          onChange={setStatus}
          options={[
            { id: '', label: words.all, count: measures.length },
            ...statuses.map((each) => ({ id: each, label: statusWords[each], count: counts[each] })),
          ]}
        />
      </div>
      {shown.length === 0 && <EmptyState title={words.nothing} lead={words.other} />}
      {chapters.map((chapter) => (
        <ChapterPart
          key={chapter}
          chapter={chapter}
          measures={shown.filter((each) => each.chapter === chapter)}
        />
      ))}
      <p className="hidden" role="status">
        {t(words.shown(shown.length))}
      </p>
    </>
  )
}

/** Found by its title and by what it claims. */
const wordsOf = (measure: ListedMeasure, language: 'de' | 'en') =>
  [measure.title[language], ...measure.claims.map((claim) => claim.text[language])].join('\n').toLowerCase()

function ChapterPart({
  chapter,
  measures,
}: {
  readonly chapter: Chapter
  readonly measures: ListedMeasure[]
}) {
  const t = useText()
  if (measures.length === 0) return null
  return (
    <Section title={chapterWords[chapter]}>
      <ul className="measure-list">
        {measures.map((measure) => {
          const { counts, total } = tallyOf(measure.claims)
          return (
            <li key={measure.id} className="measure-line">
              <StatusMark status={measure.status} wordless />
              <Link className="measure-link" href={`/measures/${measure.id}`}>
                {t(measure.title)}
              </Link>
              <span className="measure-count">{t(common.claimsHolding(counts.holding, total))}</span>
              <span className="measure-team">{measure.team}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const words = {
  title: text('Maßnahmen', 'Measures'),
  lead: text(
    'Alles, was Ihre öffentliche Seite verspricht. Eine Maßnahme ist so gut wie ihre schlechteste Aussage.',
    'Everything that your public page promises. A measure is as good as its worst claim.',
  ),
  status: text('Stand', 'Status'),
  all: text('Alle', 'All'),
  nothing: text('Keine Maßnahme gefunden', 'No measure found'),
  other: text(
    'Versuchen Sie ein anderes Wort oder einen anderen Stand.',
    'Try another word or another status.',
  ),
  shown: (n: number) => text(`${n} Maßnahmen`, `${n} measures`),
}
