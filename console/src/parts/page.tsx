import { useEffect, useRef, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { focusSoon, takeArrival } from '../arrival.ts'
import { Link } from './link.tsx'

export interface Crumb {
  readonly label: Text
  readonly href: string
}

interface HeadProps {
  /** The screen's one h1 and the document's title. */
  readonly title: Text
  /** Shown instead of the title's plain words, e.g. a sentence with its parameters. */
  readonly heading?: ReactNode
  readonly lead?: Text
  /** The way here, without the screen itself. */
  readonly crumbs?: readonly Crumb[]
  /** Buttons for the whole screen, the strong one first. */
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** The head of every screen: where one is, what this is, what can be done. Names the document and takes the focus. */
export function PageHead({ title, heading, lead, crumbs = [], actions, children }: HeadProps): ReactNode {
  const t = useText()
  const place = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${t(title)} – Nachweis`
  }, [t, title])
  // Every time: the next screen may be the same component with another path.
  useEffect(() => {
    if (place.current && takeArrival()) focusSoon(place.current)
  })
  return (
    <header className="page-head">
      {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
      <div className="page-title">
        <h1 ref={place} tabIndex={-1}>
          {heading ?? t(title)}
        </h1>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {lead && <p className="page-lead">{t(lead)}</p>}
      {children}
    </header>
  )
}

/** The way to this screen; part of PageHead. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }): ReactNode {
  const t = useText()
  return (
    <nav aria-label={t(words.way)}>
      <ol className="crumbs">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="crumb">
            <Link className="crumb-link" href={crumb.href}>
              {t(crumb.label)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A part of a screen with its own heading; `actions` stand at its right. */
export function Section({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: Text
  readonly lead?: Text
  readonly actions?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const t = useText()
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t(title)}</h2>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {lead && <p className="section-lead">{t(lead)}</p>}
      {children}
    </section>
  )
}

/** Terms and what they are, e.g. the facts of a claim. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [term: Text, value: ReactNode] | null)[]
}): ReactNode {
  const t = useText()
  return (
    <dl className="facts">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0].en}>
              <dt>{t(fact[0])}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

const words = { way: text('Pfad', 'Breadcrumbs') }
