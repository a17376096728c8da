import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  Loaded,
  Notice,
  ProblemNotice,
  queryOf,
  Select,
  text,
  TextField,
  useChange,
  useMay,
  useMe,
  useNow,
  useText,
} from '@nachweis/console'
import { listPeople } from '../../identity/contract/people.ts'
import { createHoldRoute, listHolds, listRetention, previewHoldRoute } from '../retention/contract.ts'
import { dayProblem, dayStart, endAfter, holdEnds } from './retention-hold-end.ts'
import { chosenOrganisation, OrganisationField } from './retention-organisations.tsx'
import { eventWords, type Period } from './retention-words.ts'
import { kindWords } from './sources-words.ts'

type NewHold = z.output<typeof createHoldRoute.body>

interface Props {
  readonly periods: readonly Period[]
  readonly onClose: () => void
}

/** Makes a hold in two steps: what it shall keep, then how many events those are. */
export function CreateHold({ periods, onClose }: Props): ReactNode {
  const [asked, ask] = useState<NewHold | null>(null)
  return (
    <Dialog title={words.title} isOpen onClose={onClose}>
      {asked === null ? (
        <Describe periods={periods} onDescribe={ask} />
      ) : (
        <Extent asked={asked} onBack={() => ask(null)} onDone={onClose} />
      )}
    </Dialog>
  )
}

const any = 'any'
const myself = 'myself'

function Describe({
  periods,
  onDescribe,
}: {
  readonly periods: readonly Period[]
  readonly onDescribe: (asked: NewHold) => void
}) {
  const t = useText()
  const now = useNow()
  const [isEmpty, setEmpty] = useState(false)
  const submit = (values: Readonly<Record<string, string>>) => {
    const asked = holdOf(values, now)
    const { organisation, actor, class: id, from, to } = asked
    const covers = [organisation, actor, id, from, to].some((each) => each !== null)
    setEmpty(!covers)
    if (covers) onDescribe(asked)
  }
  return (
    <Form onSubmit={submit}>
      {isEmpty && (
        <Notice tone="problem">
          <p>{t(words.empty)}</p>
        </Notice>
      )}
      <ScopeFields periods={periods} />
      <TextField
        name="reason"
        label={words.reason}
        description={words.reasonWhat}
        minLength={3}
        maxLength={500}
        rows={2}
      />
      <OwnerField />
      <Select
        name="end"
        label={words.end}
        description={words.endWhat}
        defaultValue="180"
        options={holdEnds}
      />
      <FormButtons>
        <Button type="submit" weight="strong" label={words.next} />
      </FormButtons>
    </Form>
  )
}

function ScopeFields({ periods }: Pick<Props, 'periods'>) {
  return (
    <>
      <Select
        name="class"
        label={words.kind}
        defaultValue={any}
        options={[
          { id: any, label: words.anyKind },
          ...periods.map((each) => ({ id: String(each.id), label: kindWords(each.dataType, each.purpose) })),
        ]}
      />
      <OrganisationField label={words.customer} all={words.anyCustomer} />
      <TextField
        name="actor"
        label={words.person}
        description={words.personWhat}
        isRequired={false}
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        name="from"
        label={words.from}
        description={words.dayWhat}
        isRequired={false}
        validate={dayProblem}
      />
      <TextField
        name="to"
        label={words.to}
        description={words.toWhat}
        isRequired={false}
        validate={dayProblem}
      />
    </>
  )
}

function OwnerField() {
  const me = useMe()
  const may = useMay()
  const organisation = me?.organisation.id ?? ''
  const { data } = useQuery({
    ...queryOf(listPeople, { params: { organisation }, query: { state: 'active', limit: 200 } }),
    enabled: may('identity:read-people') && organisation !== '',
  })
  const others = (data?.people ?? []).filter(({ id }) => id !== me?.person?.id)
  return (
    <Select
      name="owner"
      label={words.owner}
      defaultValue={myself}
      options={[{ id: myself, label: words.me }, ...others.map(({ id, name }) => ({ id, label: name }))]}
    />
  )
}

function holdOf(values: Readonly<Record<string, string>>, now: number): NewHold {
  const { class: kind = any, actor = '', from = '', to = '', reason = '', owner = myself, end = '' } = values
  return {
    class: kind === any ? null : Number(kind),
    organisation: chosenOrganisation(values),
    actor: actor.trim() === '' ? null : actor.trim(),
    from: dayStart(from),
    to: dayStart(to, 1),
    reason: reason.trim(),
    owner: owner === myself ? null : owner,
    endsAt: endAfter(end, now),
  }
}

interface ExtentProps {
  readonly asked: NewHold
  readonly onBack: () => void
  readonly onDone: () => void
}

function Extent({ asked, onBack, onDone }: ExtentProps) {
  const t = useText()
  const { reason: _, owner: __, endsAt: ___, ...scope } = asked
  const query = useQuery({
    ...queryOf(previewHoldRoute, { body: scope }),
    gcTime: 0,
    retry: false,
  })
  const create = useChange(createHoldRoute, {
    renews: [listHolds, listRetention],
    done: words.created,
    after: onDone,
  })
  const back = <Button label={words.back} isDisabled={create.isPending} onPress={onBack} />
  if (query.isError)
    return (
      <>
        <ProblemNotice error={query.error} />
        <div className="form-buttons">{back}</div>
      </>
    )
  return (
    <Loaded query={query} label={words.counting}>
      {({ count, complete }) => (
        <>
          <div role="status">
            <Notice tone={count === 0 ? 'warning' : 'info'} title={words.keeps(count, complete)}>
              <p>{t(count === 0 ? words.keepsNothing : words.alsoLater)}</p>
            </Notice>
          </div>
          <ProblemNotice error={create.error} />
          <div className="form-buttons">
            <Button
              weight="strong"
              label={words.create}
              isPending={create.isPending}
              onPress={() => create.mutate({ body: asked })}
            />
            {back}
          </div>
        </>
      )}
    </Loaded>
  )
}

const words = {
  title: text('Sperre anlegen', 'Create a legal hold'),
  empty: text(
    'Grenzen Sie ein, was die Sperre hält: eine Art von Daten, einen Kunden, eine Person oder einen Zeitraum.',
    'Say what the hold keeps: a kind of data, a customer, a person or a time.',
  ),
  kind: text('Art der Daten', 'Kind of data'),
  anyKind: text('jede', 'every'),
  customer: text('Kunde', 'Customer'),
  anyCustomer: text('alle', 'all'),
  person: text('Person', 'Person'),
  personWhat: text(
    'Der Name, wie er in den Ereignissen steht: als Akteur, als Ziel oder irgendwo im Text.',
    'The name as it stands in the events: as actor, as target or anywhere in the text.',
  ),
  from: text('Vom Tag', 'From the day'),
  to: text('Bis zum Tag', 'To the day'),
  dayWhat: text('Jahr-Monat-Tag, z. B. 2026-03-31.', 'Year-month-day, e.g. 2026-03-31.'),
  toWhat: text('Dieser Tag gehört dazu.', 'This day is part of it.'),
  reason: text('Grund', 'Reason'),
  reasonWhat: text(
    'Aktenzeichen, Vorfall, Prüfung. Nicht öffentlich.',
    'File number, incident, audit. Not public.',
  ),
  owner: text('Verantwortlich', 'Answers for it'),
  me: text('ich selbst', 'myself'),
  end: text('Sie endet', 'It ends'),
  endWhat: text('Das Ende lässt sich später ändern.', 'The end can be changed later.'),
  next: text('Umfang prüfen', 'See how much it keeps'),
  counting: text('Zählen, was die Sperre hält …', 'Counting what the hold keeps …'),
  keeps: (n: number, isAll: boolean) =>
    isAll
      ? text(`Die Sperre hält ${eventWords(n).de}`, `The hold keeps ${eventWords(n).en}`)
      : text(`Die Sperre hält mehr als ${eventWords(n).de}`, `The hold keeps more than ${eventWords(n).en}`),
  keepsNothing: text(
    'Zurzeit steht nichts, was sie hält. Stimmt die Schreibweise? Ereignisse, die noch kommen, hält sie ebenfalls.',
    'Nothing that it keeps stands at present. Is the spelling right? It also keeps events that are yet to come.',
  ),
  alsoLater: text(
    'Auch was noch kommt und hierzu passt, bleibt, solange die Sperre steht.',
    'What is yet to come and fits stays as well while the hold stands.',
  ),
  create: text('Sperre anlegen', 'Create the hold'),
  back: text('Zurück', 'Back'),
  created: text('Die Sperre steht.', 'The hold stands.'),
}
