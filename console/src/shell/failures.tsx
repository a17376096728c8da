import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { asProblem } from '../api/problem.ts'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import { PageHead } from '../parts/page.tsx'

/** What happened, why, and the way out. */
function FailureScreen({
  title,
  lead,
  children,
}: {
  readonly title: Text
  readonly lead: Text
  readonly children?: ReactNode
}) {
  return (
    <div className="failure">
      <PageHead title={title} lead={lead} />
      <div className="form-buttons">
        {children}
        <ButtonLink label={words.home} href="/" />
      </div>
    </div>
  )
}

export const NotFoundScreen = (): ReactNode => <FailureScreen title={words.missing} lead={words.missingWhy} />

export const NotPermittedScreen = ({ title }: { readonly title: Text }): ReactNode => (
  <FailureScreen title={title} lead={words.notPermitted} />
)

export function ScreenFailed({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry: () => void
}): ReactNode {
  const t = useText()
  return (
    <FailureScreen title={words.failed} lead={asProblem(error).words}>
      <Button label={words.retry} weight="strong" onPress={onRetry} />
      <Button label={words.reload} onPress={() => location.reload()} />
      <details className="more">
        <summary>{t(words.details)}</summary>
        <pre>{error instanceof Error ? error.message : String(error)}</pre>
      </details>
    </FailureScreen>
  )
}

const words = {
  home: text('Zur Übersicht', 'To the overview'),
  missing: text('Diese Seite gibt es nicht', 'There is no such page'),
  missingWhy: text(
    'Die Adresse führt nirgendwohin. Vielleicht wurde etwas umbenannt, oder der Link ist unvollständig. Suchen Sie oben danach.',
    'The address leads nowhere. Something may have been renamed, or the link is incomplete. Search for it above.',
  ),
  notPermitted: text(
    'Ihre Rolle erlaubt Ihnen diese Seite nicht. Wer Ihre Organisation verwaltet, kann das ändern.',
    'Your role does not include this page. Whoever manages your organisation can change that.',
  ),
  failed: text('Diese Seite ließ sich nicht anzeigen', 'This page could not be shown'),
  retry: text('Noch einmal versuchen', 'Try again'),
  reload: text('Konsole neu laden', 'Reload the console'),
  details: text('Einzelheiten für den Fehlerbericht', 'Details for a report'),
}
