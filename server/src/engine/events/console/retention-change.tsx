import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import {
  Button,
  calendarDay,
  Dialog,
  Form,
  FormButtons,
  Loaded,
  Notice,
  ProblemNotice,
  queryOf,
  Say,
  text,
  TextField,
  useChange,
  useLanguage,
  useText,
} from '@nachweis/console'
import { changeRetention, listRetention, retentionConsequence } from '../retention/contract.ts'
import { dayWords, eventWords, type Period } from './retention-words.ts'
import { kindWords } from './sources-words.ts'

const daysMax = 10_950

interface Asked {
  /** null: the default again. */
  readonly days: number | null
  readonly reason: string | null
}

interface Props {
  readonly period: Period
  readonly onClose: () => void
}

/** Changes a period in two steps: what it shall be, then what follows from it. */
export function ChangePeriod({ period, onClose }: Props): ReactNode {
  const t = useText()
  const [asked, ask] = useState<Asked | null>(null)
  const kind = kindWords(period.dataType, period.purpose)
  return (
    <Dialog title={words.title(kind)} isOpen onClose={onClose}>
      {asked === null ? (
        <>
          <p>
            {t(period.source)} {t(words.inForce(period))}
          </p>
          <Choose period={period} onChoose={ask} />
        </>
      ) : (
        <Consequence period={period} asked={asked} onBack={() => ask(null)} onDone={onClose} />
      )}
    </Dialog>
  )
}

function Choose({
  period,
  onChoose,
}: {
  readonly period: Period
  readonly onChoose: (asked: Asked) => void
}) {
  const [days, setDays] = useState(String(period.days))
  const isLonger = Number(days) > period.defaultDays
  const wrong = (value: string) => {
    const n = Number(value)
    if (!/^\d{1,5}$/.test(value) || n < 1 || n > daysMax) return words.daysWrong
    return n === period.days ? words.same : null
  }
  return (
    <Form
      onSubmit={({ reason = '' }) =>
        onChoose(
          Number(days) === period.defaultDays
            ? { days: null, reason: null }
            : { days: Number(days), reason: reason.trim() === '' ? null : reason.trim() },
        )
      }
    >
      <TextField
        name="days"
        label={words.days}
        description={words.daysWhat(period.defaultDays)}
        value={days}
        onChange={setDays}
        validate={wrong}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
      />
      <TextField
        name="reason"
        label={words.reason}
        description={isLonger ? words.reasonNeeded : words.reasonWhat}
        isRequired={isLonger}
        minLength={3}
        maxLength={500}
        rows={3}
      />
      <FormButtons>
        <Button type="submit" weight="strong" label={words.next} />
        {period.days !== period.defaultDays && (
          <Button
            label={words.toDefault(period.defaultDays)}
            onPress={() => onChoose({ days: null, reason: null })}
          />
        )}
      </FormButtons>
    </Form>
  )
}

interface ConsequenceProps {
  readonly period: Period
  readonly asked: Asked
  readonly onBack: () => void
  readonly onDone: () => void
}

function Consequence({ period, asked, onBack, onDone }: ConsequenceProps) {
  const t = useText()
  const language = useLanguage()
  const days = asked.days ?? period.defaultDays
  const query = useQuery({
    ...queryOf(retentionConsequence, { params: { class: period.id }, query: { days } }),
    gcTime: 0,
  })
  const save = useChange(changeRetention, {
    renews: [listRetention],
    done: words.saved(days),
    after: onDone,
  })
  const isShorter = days < period.days
  return (
    <Loaded query={query} label={words.counting}>
      {({ deletes, spared, complete, receivedBefore }) => (
        <>
          <p className="period-days" role="status">
            {t(words.fromTo(period.days, days))}
          </p>
          <Notice
            tone={deletes > 0 ? 'warning' : 'info'}
            title={deletes > 0 ? words.deletes(deletes, complete) : words.deletesNothing}
          >
            {deletes > 0 && <p>{t(words.when(calendarDay(receivedBefore, language)))}</p>}
            {deletes === 0 && <p>{t(isShorter ? words.shorterLater : words.longer)}</p>}
            {spared > 0 && <p>{t(words.spared(spared))}</p>}
          </Notice>
          <p>
            <Say words={asked.reason === null ? words.published : words.publishedReason(asked.reason)} />
          </p>
          <ProblemNotice error={save.error} />
          <div className="form-buttons">
            <Button
              weight={deletes > 0 ? 'danger' : 'strong'}
              label={isShorter ? words.shorten(days) : words.lengthen(days)}
              isPending={save.isPending}
              onPress={() => save.mutate({ params: { class: period.id }, body: asked })}
            />
            <Button label={words.back} isDisabled={save.isPending} onPress={onBack} />
          </div>
        </>
      )}
    </Loaded>
  )
}

const words = {
  title: (kind: Text) => text(`Frist ändern: ${kind.de}`, `Change the period: ${kind.en}`),
  inForce: ({ days }: Period) =>
    text(`Zurzeit in Kraft: ${dayWords(days).de}.`, `In force at present: ${dayWords(days).en}.`),
  days: text('Tage ab Empfang', 'Days from receipt'),
  daysWhat: (days: number) =>
    text(
      `Vorgabe: ${dayWords(days).de}. Kürzer geht immer, länger nur mit Begründung.`,
      `Default: ${dayWords(days).en}. Shorter is always possible, longer needs a reason.`,
    ),
  daysWrong: text('Eine ganze Zahl von 1 bis 10.950.', 'A whole number from 1 to 10,950.'),
  same: text('Diese Frist gilt schon.', 'This period is in force already.'),
  reason: text('Begründung', 'Reason'),
  reasonWhat: text('Sie steht im öffentlichen Protokoll.', 'It stands in the public log.'),
  reasonNeeded: text(
    'Warum diese Ereignisse länger bleiben müssen als vorgesehen. Sie steht im öffentlichen Protokoll.',
    'Why these events must stay longer than intended. It stands in the public log.',
  ),
  next: text('Folgen ansehen', 'See what follows'),
  toDefault: (days: number) =>
    text(`Zurück zur Vorgabe (${dayWords(days).de})`, `Back to the default (${dayWords(days).en})`),
  counting: text('Zählen, was betroffen ist …', 'Counting what is affected …'),
  fromTo: (before: number, after: number) =>
    text(
      `Von ${before} auf ${after} ${after === 1 ? 'Tag' : 'Tage'}`,
      `From ${before} to ${after} ${after === 1 ? 'day' : 'days'}`,
    ),
  deletes: (n: number, isAll: boolean) =>
    isAll
      ? text(`Der nächste Lauf löscht ${eventWords(n).de}`, `The next run deletes ${eventWords(n).en}`)
      : text(
          `Der nächste Lauf löscht mehr als ${eventWords(n).de}`,
          `The next run deletes more than ${eventWords(n).en}`,
        ),
  when: (before: string) =>
    text(
      `Es sind die, die vor dem ${before} empfangen wurden. Der Lauf beginnt innerhalb einer Stunde; danach sind sie nicht wiederherzustellen.`,
      `They are those received before ${before}. The run begins within an hour; after it they cannot be restored.`,
    ),
  deletesNothing: text(
    'Der nächste Lauf löscht deshalb nichts',
    'The next run deletes nothing because of it',
  ),
  shorterLater: text(
    'Kein Ereignis ist älter als die neue Frist. Künftig gehen Ereignisse früher.',
    'No event is older than the new period. In future events go earlier.',
  ),
  longer: text(
    'Künftig bleiben Ereignisse länger; was schon gelöscht ist, kommt nicht zurück.',
    'In future events stay longer; what is already deleted does not come back.',
  ),
  spared: (n: number) =>
    text(
      `Eine Sperre hält ${eventWords(n).de}, solange sie steht.`,
      `A legal hold keeps ${eventWords(n).en} for as long as it stands.`,
    ),
  published: text(
    'Die Änderung steht danach im öffentlichen Protokoll, ohne Ihren Namen.',
    'The change will stand in the public log, without your name.',
  ),
  publishedReason: (reason: string) =>
    text(
      `Die Änderung steht danach im öffentlichen Protokoll, ohne Ihren Namen, mit der Begründung „${reason}“.`,
      `The change will stand in the public log, without your name, with the reason “${reason}”.`,
    ),
  shorten: (days: number) => text(`Auf ${dayWords(days).de} verkürzen`, `Shorten to ${dayWords(days).en}`),
  lengthen: (days: number) => text(`Auf ${dayWords(days).de} verlängern`, `Lengthen to ${dayWords(days).en}`),
  back: text('Zurück', 'Back'),
  saved: (days: number) =>
    text(`Die Frist ist jetzt ${dayWords(days).de}.`, `The period is now ${dayWords(days).en}.`),
}
