import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  ConfirmDialog,
  Loaded,
  Menu,
  MoreIcon,
  PageHead,
  ProblemNotice,
  queryOf,
  Tabs,
  text,
  useChange,
  useGo,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import {
  deleteSource,
  listSources,
  pauseSource,
  resumeSource,
  showSource,
  type SourceDetail,
} from '../sources/contract.ts'
import { SourceMapping } from './sources-mapping.tsx'
import { useSources } from './sources-may.ts'
import { SourceOverview } from './sources-overview.tsx'
import { SourceSetUp } from './sources-set-up.tsx'
import { SourceSettingsForm } from './sources-settings.tsx'
import { StateMark } from './sources-state.tsx'

const renewEveryMs = 5_000

/** One source: how it is, how to send as it, how its events are understood. */
export function SourceScreen({ params }: ScreenProps): ReactNode {
  const { organisation } = useSources()
  const query = useQuery({
    ...queryOf(showSource, { params: { organisation, source: params['source'] ?? '' } }),
    refetchInterval: renewEveryMs,
  })
  return <Loaded query={query}>{(source) => <Source source={source} />}</Loaded>
}

function Source({ source }: { readonly source: SourceDetail }) {
  const { mayManage } = useSources()
  const tabs = [
    { id: 'overview', label: words.overview, content: <SourceOverview source={source} /> },
    { id: 'set-up', label: words.setUp, content: <SourceSetUp source={source} /> },
    ...(mayManage
      ? [
          { id: 'mapping', label: words.mapping, content: <SourceMapping source={source} /> },
          { id: 'settings', label: words.settings, content: <SourceSettingsForm source={source} /> },
        ]
      : []),
  ]
  return (
    <>
      <PageHead
        title={text(source.name, source.name)}
        crumbs={[{ label: words.sources, href: '/sources' }]}
        actions={mayManage && <Actions source={source} />}
      >
        <StateMark state={source.state} />
      </PageHead>
      <Tabs label={text(source.name, source.name)} tabs={tabs} />
    </>
  )
}

function Actions({ source }: { readonly source: SourceDetail }) {
  const { organisation } = useSources()
  const [asking, ask] = useState<'pause' | 'delete' | null>(null)
  const renews = [showSource, listSources]
  const resume = useChange(resumeSource, { renews, done: words.resumed })
  const isPaused = source.state === 'paused'
  return (
    <>
      <Menu
        label={words.actions}
        icon={<MoreIcon />}
        about={source.name}
        actions={[
          isPaused
            ? {
                id: 'resume',
                label: words.resume,
                onAction: () => resume.mutate({ params: { organisation, source: source.id } }),
              }
            : { id: 'pause', label: words.pause, onAction: () => ask('pause') },
          { id: 'delete', label: words.delete, isDanger: true, onAction: () => ask('delete') },
        ]}
      />
      <ProblemNotice error={resume.error} />
      {asking === 'pause' && <Pause source={source} onClose={() => ask(null)} />}
      {asking === 'delete' && <Delete source={source} onClose={() => ask(null)} />}
    </>
  )
}

interface AskProps {
  readonly source: SourceDetail
  readonly onClose: () => void
}

function Pause({ source, onClose }: AskProps) {
  const t = useText()
  const { organisation } = useSources()
  const pause = useChange(pauseSource, {
    renews: [showSource, listSources],
    done: words.paused,
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.pauseTitle(source.name)}
      isOpen
      kind="harmless"
      onClose={onClose}
      action={words.pause}
      isPending={pause.isPending}
      error={pause.error}
      onConfirm={() => pause.mutate({ params: { organisation, source: source.id } })}
    >
      <p>{t(words.pauseWhat)}</p>
    </ConfirmDialog>
  )
}

function Delete({ source, onClose }: AskProps) {
  const t = useText()
  const go = useGo()
  const { organisation } = useSources()
  const remove = useChange(deleteSource, {
    renews: [listSources],
    done: words.deleted,
    after: () => go('/sources', { replace: true }),
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(source.name)}
      isOpen
      onClose={onClose}
      action={words.delete}
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: { organisation, source: source.id } })}
    >
      <p>{t(words.deleteWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  sources: text('Quellen', 'Sources'),
  overview: text('Überblick', 'Overview'),
  setUp: text('Einrichtung', 'Set-up'),
  mapping: text('Zuordnung', 'Mapping'),
  settings: text('Einstellungen', 'Settings'),
  actions: text('Aktionen', 'Actions'),
  pause: text('Anhalten', 'Pause'),
  paused: text('Die Quelle ist angehalten.', 'The source is paused.'),
  pauseTitle: (name: string) => text(`${name} anhalten?`, `Pause ${name}?`),
  pauseWhat: text(
    'Was sie sendet, wird mit „später noch einmal“ beantwortet und nicht gespeichert. Gute Absender heben es solange auf. Sie können die Quelle jederzeit weiterlaufen lassen.',
    'What it sends is answered with “try again later” and is not stored. Good senders keep it meanwhile. You can let the source go on at any time.',
  ),
  resume: text('Weiterlaufen lassen', 'Let it go on'),
  resumed: text('Die Quelle läuft weiter.', 'The source goes on.'),
  delete: text('Quelle löschen', 'Delete the source'),
  deleted: text('Die Quelle ist gelöscht.', 'The source is deleted.'),
  deleteTitle: (name: string) => text(`${name} löschen?`, `Delete ${name}?`),
  deleteWhat: text(
    'Ihre Ereignisse bleiben, mit ihrem Namen, bis ihre Frist endet. Das geht nur, wenn kein Token von ihr mehr gilt, und lässt sich nicht zurücknehmen.',
    'Its events stay, with its name, until their period ends. This is possible only when none of its tokens is valid any more, and cannot be taken back.',
  ),
}
