import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CopyField, Dialog, Loaded, queryOf, text, useText } from '@nachweis/console'
import { showObservation } from '../contract.ts'
import { JsonTree } from './json-tree.tsx'

/** What a check saw, in full. `evidence` null: closed. */
export function ObservationDialog({
  evidence,
  onClose,
}: {
  readonly evidence: string | null
  readonly onClose: () => void
}): ReactNode {
  return (
    <Dialog title={words.title} isOpen={evidence !== null} onClose={onClose} size="wide">
      {evidence !== null && <Observation evidence={evidence} />}
    </Dialog>
  )
}

function Observation({ evidence }: { readonly evidence: string }) {
  const t = useText()
  const shown = useQuery(queryOf(showObservation, { params: { id: evidence } }))
  return (
    <Loaded query={shown}>
      {({ observation, digest }) => (
        <>
          <p>{t(words.inside)}</p>
          <JsonTree label={t(words.title)} value={observation} />
          <CopyField label={words.digest} value={digest} description={words.digestWhy} />
        </>
      )}
    </Loaded>
  )
}

const words = {
  title: text('Beobachtung', 'Observation'),
  inside: text(
    'Das hat die Prüfung gesehen. Die Beobachtung bleibt im Haus; öffentlich ist nur ihre Prüfsumme.',
    'This is what the check saw. The observation stays in the house; only its digest is public.',
  ),
  digest: text('Prüfsumme', 'Digest'),
  digestWhy: text(
    'Sie steht im Protokoll: Änderte sich an der Beobachtung ein Zeichen, wäre sie eine andere.',
    'It stands in the log: if one character of the observation changed, it would be another.',
  ),
}
