import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ConfirmDialog,
  Form,
  FormButtons,
  Link,
  Notice,
  Section,
  text,
  TextField,
  useChange,
  useGo,
  useText,
} from '@nachweis/console'
import { listErasuresRoute, previewErasureRoute, startErasureRoute } from '../retention/contract.ts'
import { Counts } from './retention-counts.tsx'
import { chosenOrganisation, OrganisationField } from './retention-organisations.tsx'
import { eventWords } from './retention-words.ts'

type Found = z.output<typeof previewErasureRoute.output>
interface Who {
  readonly organisation: string
  readonly value: string
}

/** Finds what stands of a person, shows what would go and what stays, and erases it. */
export function ErasePerson(): ReactNode {
  const [who, setWho] = useState<Who | null>(null)
  const preview = useChange(previewErasureRoute)
  const look = (values: Readonly<Record<string, string>>) => {
    const asked = { organisation: chosenOrganisation(values) ?? '', value: (values['value'] ?? '').trim() }
    setWho(asked)
    preview.mutate({ body: asked })
  }
  return (
    <Section title={words.title} lead={words.lead}>
      <Form onSubmit={look} isPending={preview.isPending} error={preview.error}>
        <OrganisationField label={words.whose} description={words.whoseWhat} />
        <TextField
          name="value"
          label={words.name}
          description={words.nameWhat}
          minLength={2}
          maxLength={200}
          autoComplete="off"
        />
        <FormButtons>
          <Button type="submit" label={words.look} isPending={preview.isPending} />
        </FormButtons>
      </Form>
      {preview.data && who && <Preview key={preview.submittedAt} found={preview.data} who={who} />}
    </Section>
  )
}

function Preview({ found, who }: { readonly found: Found; readonly who: Who }) {
  const t = useText()
  const [asking, ask] = useState<string | null>(null)
  const sum = (what: 'erasable' | 'held' | 'duty') => found.classes.reduce((all, each) => all + each[what], 0)
  const [erasable, held] = [sum('erasable'), sum('held')]
  return (
    <section className="erase-preview" aria-label={t(words.found(who.value))}>
      <h3 role="status">{t(words.found(who.value))}</h3>
      {!found.complete && (
        <Notice tone="warning" title={words.partial}>
          <p>{t(words.partialWhat)}</p>
        </Notice>
      )}
      <Counts rows={found.classes.map(({ erasable: goes, ...rest }) => ({ goes, ...rest }))} isDone={false} />
      {held > 0 && (
        <p>
          {t(words.heldBy(found.holds.length))} <Link href="/retention?tab=holds">{t(words.toHolds)}</Link>
        </p>
      )}
      {found.sessions > 0 && <p>{t(words.sessions(found.sessions))}</p>}
      <p>{t(words.traces)}</p>
      <Form onSubmit={({ reason = '' }) => ask(reason.trim())}>
        <TextField
          name="reason"
          label={words.reason}
          description={words.reasonWhat}
          minLength={3}
          maxLength={500}
        />
        <FormButtons>
          <Button type="submit" weight="danger" label={words.next} />
        </FormButtons>
      </Form>
      {asking !== null && <Confirm who={who} reason={asking} erasable={erasable} onClose={() => ask(null)} />}
    </section>
  )
}

interface ConfirmProps {
  readonly who: Who
  readonly reason: string
  readonly erasable: number
  readonly onClose: () => void
}

function Confirm({ who, reason, erasable, onClose }: ConfirmProps) {
  const t = useText()
  const go = useGo()
  const start = useChange(startErasureRoute, {
    renews: [listErasuresRoute],
    after: ({ id }) => go(`/retention/erasures/${id}`),
  })
  return (
    <ConfirmDialog
      title={words.confirm(who.value)}
      isOpen
      onClose={onClose}
      action={words.erase}
      isPending={start.isPending}
      error={start.error}
      onConfirm={() => start.mutate({ body: { ...who, reason } })}
    >
      <p>{t(words.confirmWhat(erasable))}</p>
    </ConfirmDialog>
  )
}

const words = {
  title: text('Ereignisse einer Person löschen', 'Erase the events of a person'),
  lead: text(
    'Gefunden wird, wo die Person Akteur, Ziel oder Sitzung ist oder ihr Name als ganzes Wort im Ereignis steht, dazu, was ohne anderen Akteur zu ihren Sitzungen gehört.',
    'Found is where the person is actor, target or session, or where the name stands in the event as a whole word, and what belongs to their sessions without another actor.',
  ),
  whose: text('Wessen Ereignisse', 'Whose events'),
  whoseWhat: text('Gesucht wird nur bei diesem Unternehmen.', 'Only this company is searched.'),
  name: text('Name in den Ereignissen', 'Name in the events'),
  nameWhat: text(
    'Anmeldename, E-Mail-Adresse oder Rufnummer, genau so wie in den Ereignissen; Groß- und Kleinschreibung ist gleich. Steht die Person unter mehreren Namen, löschen Sie nacheinander.',
    'Login name, e-mail address or telephone number, exactly as in the events; upper and lower case are the same. If the person stands under several names, erase one after the other.',
  ),
  look: text('Suchen und zählen', 'Search and count'),
  found: (name: string) => text(`Was von „${name}“ zurzeit steht`, `What stands of “${name}” at present`),
  partial: text('Noch nicht alles gezählt', 'Not everything is counted yet'),
  partialWhat: text(
    'Die Zeit für die Vorschau war um. Es kann mehr sein; die Löschung selbst nimmt sich die Zeit, die sie braucht.',
    'The time for the preview was up. There may be more; the erasure itself takes the time that it needs.',
  ),
  heldBy: (n: number) =>
    n === 1
      ? text('Eine Sperre hält einen Teil davon.', 'A legal hold keeps a part of it.')
      : text(`${n} Sperren halten einen Teil davon.`, `${n} legal holds keep a part of it.`),
  toHolds: text('Sperren ansehen', 'See the holds'),
  sessions: (n: number) =>
    n === 1
      ? text('Darin ist eine Sitzung der Person.', 'One session of the person is among it.')
      : text(`Darin sind ${n} Sitzungen der Person.`, `${n} sessions of the person are among it.`),
  traces: text(
    'Mit gehen gespeicherte Suchen, die den Namen enthalten; Filter von Webhooks und Antworten ihrer Empfänger mit dem Namen werden geleert. Wie viele es waren, steht im Ergebnis.',
    'Saved searches that hold the name go as well; filters of webhooks and answers of their receivers with the name are emptied. How many these were stands in the result.',
  ),
  reason: text('Begründung', 'Reason'),
  reasonWhat: text(
    'Etwa „Antrag nach Art. 17 DSGVO vom 3. März“. Nicht öffentlich, bleibt im Protokoll: Nennen Sie die Person hier nicht.',
    'Such as “Request under Art. 17 GDPR of 3 March”. Not public, stays in the log: do not name the person here.',
  ),
  next: text('Endgültig löschen …', 'Erase for good …'),
  confirm: (name: string) => text(`Ereignisse von „${name}“ löschen?`, `Erase the events of “${name}”?`),
  confirmWhat: (n: number) =>
    text(
      `Das löscht ${n === 0 ? 'zurzeit kein Ereignis' : eventWords(n).de}. Was nach diesem Augenblick von der Person eintrifft, bleibt. Es lässt sich nicht rückgängig machen. Gegebenenfalls melden Sie sich zuvor noch einmal an.`,
      `This erases ${n === 0 ? 'no event at present' : eventWords(n).en}. What arrives of the person after this moment stays. It cannot be undone. You may be asked to sign in once more before.`,
    ),
  erase: text('Endgültig löschen', 'Erase for good'),
}
