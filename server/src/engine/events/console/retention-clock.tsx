import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  Button,
  Moment,
  Notice,
  ProblemNotice,
  queryOf,
  Say,
  text,
  useChange,
  useMay,
  useNow,
} from '@nachweis/console'
import { confirmClockRoute, listDeletionRuns } from '../retention/contract.ts'

const renews = [listDeletionRuns]

/** Says that nothing is deleted while the clock of the server is doubted, and lets who may confirm it; else nothing. */
export function DoubtedClock(): ReactNode {
  const may = useMay()
  const now = useNow()
  const query = useQuery(queryOf(listDeletionRuns, { query: { limit: 1 } }))
  const confirm = useChange(confirmClockRoute, { renews, done: words.confirmed })
  const clock = query.data?.clock
  if (!clock?.isDoubted || clock.believedAt === null) return null
  return (
    <Notice tone="warning" title={words.title}>
      <p>
        <Say words={words.says} /> <Moment at={clock.now} exact />
        <br />
        <Say words={words.believed} /> <Moment at={clock.believedAt} exact />
      </p>
      <p>
        <Say words={words.what} />
      </p>
      <ProblemNotice error={confirm.error} />
      {may('events:manage-retention') && (
        <Button
          weight="danger"
          label={words.confirm}
          isPending={confirm.isPending}
          onPress={() => confirm.mutate({ body: { time: new Date(now).toISOString() } })}
        />
      )}
    </Notice>
  )
}

const words = {
  title: text(
    'Gelöscht wird nichts: die Uhr ist vorgesprungen',
    'Nothing is deleted: the clock has leapt ahead',
  ),
  says: text('Die Uhr des Servers zeigt:', 'The clock of the server says:'),
  believed: text('Beim letzten Lauf, der ihr folgte:', 'At the last run that went by it:'),
  what: text(
    'So sieht es nach einem langen Stillstand aus, aber auch, wenn die Uhr falsch gestellt ist; dann wären alle Ereignisse über ihrer Frist. Jede Stunde fragt ein Lauf die eingetragenen Zeitserver. Stimmen mindestens zwei zu, löscht er wieder. Sonst bestätigen Sie die Uhr: nur wenn sie richtig geht, denn der nächste Lauf löscht nach ihr, unwiderruflich.',
    'This is how a long standstill looks, but also a clock that is set wrong; all events would then be past their period. Every hour a run asks the time servers that are entered. Once two at least agree, it deletes again. Otherwise confirm the clock, but only if it is right: the next run deletes by it, for good.',
  ),
  confirm: text('Uhr bestätigen', 'Confirm the clock'),
  confirmed: text(
    'Die Uhr ist bestätigt. Der nächste Lauf löscht wieder.',
    'The clock is confirmed. The next run deletes again.',
  ),
}
