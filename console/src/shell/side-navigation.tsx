import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { StatusMark as Mark } from '@nachweis/ui'
import { chapters, type Chapter, type Status, type Text } from 'nachweis-verify'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import { listMeasures } from '../../../server/src/engine/claims/contract.ts'
import { text } from '../../../server/src/kernel/language.ts'
import type { Me } from '../api/me.ts'
import { queryOf } from '../api/use-call.ts'
import { chapterWords, statusWords } from '../language/page-words.ts'
import { useLanguage, useText } from '../language/use-text.ts'
import { ChevronIcon, OutsideIcon } from '../parts/icons.tsx'
import { Link, OutsideLink } from '../parts/link.tsx'
import { isOpenTo, type Area } from '../screen.ts'
import { screens } from '../screens.ts'

interface Entry {
  readonly href: string
  readonly label: Text
  readonly status?: Status
}

/** Every screen that this person may see, in the chapters of the public page. */
export function SideNavigation({ me }: { readonly me: Me }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const path = useLocation({ select: (location) => location.pathname }).replace(/^\/console/, '') || '/'
  const measures = useMeasures(me)
  const entriesOf = (area: Area): Entry[] => [
    ...(measures.get(area as Chapter) ?? []),
    ...screens
      .filter((screen) => screen.area === area && isOpenTo(me, screen))
      .map((screen) => ({ href: screen.path, label: screen.title })),
  ]
  return (
    <div className="navigation">
      <ul className="plain">
        <Item entry={{ href: '/', label: words.overview }} path={path} />
        {me.organisation.kind === 'provider' && (
          <Item entry={{ href: '/measures', label: words.measures }} path={path} />
        )}
      </ul>
      {chapters.map((chapter) => (
        <ChapterGroup key={chapter} title={chapterWords[chapter]} entries={entriesOf(chapter)} path={path} />
      ))}
      <Group title={words.administration} entries={entriesOf('administration')} path={path} />
      <Group title={words.account} entries={entriesOf('account')} path={path} />
      <p className="navigation-foot">
        <OutsideLink className="navigation-link" href={`/${language}/`}>
          {t(words.publicPage)}
          <OutsideIcon />
        </OutsideLink>
      </p>
    </div>
  )
}

function useMeasures(me: Me): ReadonlyMap<Chapter, Entry[]> {
  const isStaff = me.organisation.kind === 'provider'
  const { data } = useQuery({ ...queryOf(listMeasures), enabled: isStaff })
  const found = new Map<Chapter, Entry[]>()
  for (const { id, chapter, title, status } of data?.measures ?? []) {
    const entries = found.get(chapter) ?? []
    entries.push({ href: `/measures/${id}`, label: title, status })
    found.set(chapter, entries)
  }
  return found
}

interface GroupProps {
  readonly title: Text
  readonly entries: readonly Entry[]
  readonly path: string
}

/** A chapter opens and closes; the one of the present screen is open. */
function ChapterGroup({ title, entries, path }: GroupProps) {
  const t = useText()
  const isHere = entries.some((entry) => isAt(entry.href, path))
  const [state, setState] = useState({ isHere, isOpen: isHere })
  // Arriving opens it and leaving closes it; in between everybody may do as they like.
  if (state.isHere !== isHere) setState({ isHere, isOpen: isHere })
  if (entries.length === 0) return null
  const failing =
    entries.find((entry) => entry.status === 'failing') ?? entries.find((entry) => entry.status === 'stale')
  return (
    <Disclosure
      className="navigation-group"
      isExpanded={state.isOpen}
      onExpandedChange={(isOpen) => setState({ isHere, isOpen })}
    >
      <Heading level={2}>
        <AriaButton slot="trigger" className="navigation-chapter">
          <span>{t(title)}</span>
          {failing?.status && <Mark status={failing.status} label={t(statusWords[failing.status])} />}
          <ChevronIcon />
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <List entries={entries} path={path} />
      </DisclosurePanel>
    </Disclosure>
  )
}

function Group({ title, entries, path }: GroupProps) {
  const t = useText()
  if (entries.length === 0) return null
  return (
    <div className="navigation-group">
      <h2 className="navigation-title">{t(title)}</h2>
      <List entries={entries} path={path} />
    </div>
  )
}

const List = ({ entries, path }: Omit<GroupProps, 'title'>) => (
  <ul className="plain">
    {entries.map((entry) => (
      <Item key={entry.href} entry={entry} path={path} />
    ))}
  </ul>
)

function Item({ entry, path }: { readonly entry: Entry; readonly path: string }) {
  const t = useText()
  return (
    <li>
      <Link className="navigation-link" href={entry.href} isCurrent={isAt(entry.href, path)}>
        <span>{t(entry.label)}</span>
        {entry.status && entry.status !== 'holding' && (
          <Mark status={entry.status} label={t(statusWords[entry.status])} />
        )}
      </Link>
    </li>
  )
}

const isAt = (href: string, path: string) =>
  path === href ||
  (href !== '/' && href !== '/measures' && path.startsWith(`${href}/`)) ||
  claimOf(path) === href
/** A claim's screen belongs to its measure. */
const claimOf = (path: string) => path.replace(/^\/claims\/([^/]+)\/.*$/, '/measures/$1')

const words = {
  overview: text('Übersicht', 'Overview'),
  measures: text('Alle Maßnahmen', 'All measures'),
  administration: text('Verwaltung', 'Administration'),
  account: text('Mein Konto', 'My account'),
  publicPage: text('Öffentliche Seite', 'Public page'),
}
