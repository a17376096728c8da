import { StatusMark } from '@nachweis/ui'
import type { Text, TrustDocument, TrustMeasure } from 'nachweis-verify'
import { paths } from '../paths.ts'
import { words } from '../words/words.ts'
import { chapterContents, tally, type ChapterContents } from '../tally.ts'
import { ClaimRow } from './claim-row.tsx'
import { Hero } from './hero.tsx'
import { renderPage, type PageInput } from './shell.tsx'
import { BarScale, type View } from './view.tsx'

export interface TrustPageInput extends Omit<PageInput, 'provider'> {
  readonly document: TrustDocument
}

/** The public page: every chapter, measure and claim with its status and how we know. Full HTML. */
export function trustPage(input: TrustPageInput): string {
  const { document, language } = input
  const chapters = chapterContents(document)
  const sentences = sentencesOf(document)
  return renderPage(
    { ...input, provider: document.provider },
    {
      ...titles(input),
      address: paths.home,
      verifies: true,
      feed: paths.feed(language),
      body: (view) => (
        <>
          <Hero
            document={document}
            tally={tally(document.measures)}
            publicUrl={input.publicUrl}
            view={view}
          />
          <div className="columns">
            <Contents chapters={chapters} view={view} />
            <div>
              {chapters.map((chapter) => (
                <ChapterSection key={chapter.chapter} {...chapter} sentences={sentences} view={view} />
              ))}
            </div>
          </div>
        </>
      ),
    },
  )
}

function titles({ document, language }: TrustPageInput): { title: string; description: string } {
  const { page, provider } = words[language]
  const name = document.provider?.name ?? provider
  return { title: page.title(name), description: page.description(name) }
}

/** Every published sentence by claim id. */
export function sentencesOf(document: TrustDocument): ReadonlyMap<string, Text> {
  return new Map(
    document.measures.flatMap((measure) => measure.claims.map((claim) => [claim.id, claim.text])),
  )
}

function Contents({
  chapters,
  view,
}: {
  readonly chapters: readonly ChapterContents[]
  readonly view: View
}) {
  const { words } = view
  return (
    <nav className="toc" aria-label={words.hero.contents}>
      <ol>
        {chapters.map(({ chapter, tally: { counts, total } }) => (
          <li key={chapter}>
            <a href={`#chapter-${chapter}`}>
              {words.chapters[chapter]} <span aria-hidden="true">{`${counts.holding}/${total}`}</span>
              <span className="hidden">{words.hero.chapterCount(counts.holding, total)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface Section {
  readonly sentences: ReadonlyMap<string, Text>
  readonly view: View
}

function ChapterSection({
  chapter,
  measures,
  tally: { counts, total },
  sentences,
  view,
}: ChapterContents & Section) {
  const { words } = view
  return (
    <section className="chapter" aria-labelledby={`chapter-${chapter}`}>
      <header>
        <h2 id={`chapter-${chapter}`}>{words.chapters[chapter]}</h2>
        <p className="intro">
          {words.chapterIntro[chapter]} {words.hero.chapterCount(counts.holding, total)}.
        </p>
        <BarScale view={view} />
      </header>
      {measures.map((measure) => (
        <MeasureArticle key={measure.id} measure={measure} sentences={sentences} view={view} />
      ))}
    </section>
  )
}

function MeasureArticle({ measure, sentences, view }: Section & { readonly measure: TrustMeasure }) {
  const { words, language } = view
  return (
    <article className="measure" id={measure.id}>
      <header>
        <h3 data-measure={measure.id}>{measure.title[language]}</h3>
        <p>
          {measure.team}
          <span>
            <span className="hidden">{words.measureStatus}: </span>
            <StatusMark status={measure.status} /> {words.status[measure.status]}
          </span>
        </p>
      </header>
      {measure.claims.map((claim) => (
        <ClaimRow key={claim.id} claim={claim} view={view} sentences={sentences} />
      ))}
    </article>
  )
}
