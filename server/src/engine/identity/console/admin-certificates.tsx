import { useState, type ReactNode } from 'react'
import {
  Button,
  ConfirmDialog,
  DataTable,
  Dialog,
  Form,
  FormButtons,
  Notice,
  Section,
  text,
  TextField,
  useChange,
  useLanguage,
  calendarDay,
  useNow,
  useText,
  type Column,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { changeConnection, readMetadata, showSignOn } from '../contract/sign-on.ts'
import { draftOf, inputOf, pemsOf } from './admin-connection-draft.ts'
import type { Connection } from './admin-connection-words.ts'
import { useOwn } from './admin-may.ts'

type Certificate = Connection['certificates'][number]

const dayMs = 86_400_000
const certificatesMax = 5

/** Days until then, counted down; negative after it. */
export const daysUntil = (at: string, now: number): number => Math.floor((Date.parse(at) - now) / dayMs)

interface Props {
  readonly connection: Connection
  readonly mayChange: boolean
}

/** The certificates of a SAML identity provider: how long each lasts, and the next one beside it. */
export function Certificates({ connection, mayChange }: Props): ReactNode {
  const t = useText()
  const [isAdding, add] = useState(false)
  const { certificates } = connection
  const last = certificates.every(({ expiresSoon }) => expiresSoon)
  return (
    <Section
      title={words.title}
      lead={words.lead}
      actions={
        mayChange &&
        certificates.length < certificatesMax && <Button label={words.add} onPress={() => add(true)} />
      }
    >
      {last && (
        <Notice tone="warning" title={words.soon}>
          <p>{t(words.soonWhat)}</p>
        </Notice>
      )}
      <CertificateTable connection={connection} mayChange={mayChange} />
      {isAdding && <AddCertificate connection={connection} onClose={() => add(false)} />}
    </Section>
  )
}

function CertificateTable({ connection, mayChange }: Props) {
  const [removed, remove] = useState<number | null>(null)
  const pems = pemsIn(connection)
  const rows = connection.certificates.map((certificate, index) => ({ ...certificate, index }))
  return (
    <>
      <DataTable
        label={words.title}
        name="certificates"
        rows={rows}
        keyOf={({ index }) => String(index)}
        nameOf={({ subject }) => subject}
        columns={columns}
        {...(mayChange &&
          pems.length > 1 && {
            actionsOf: ({ index }: { index: number }) => [
              { id: 'remove', label: words.remove, isDanger: true, onAction: () => remove(index) },
            ],
          })}
        empty={null}
      />
      {removed !== null && (
        <RemoveCertificate connection={connection} index={removed} onClose={() => remove(null)} />
      )}
    </>
  )
}

const columns: readonly Column<Certificate & { readonly index: number }>[] = [
  {
    id: 'subject',
    label: text('Ausgestellt für', 'Issued to'),
    cell: ({ subject }) => <span className="break">{inOneLine(subject)}</span>,
  },
  { id: 'until', label: text('Gültig bis', 'Valid until'), cell: ({ notAfter }) => <Day at={notAfter} /> },
  { id: 'left', label: text('Noch', 'Left'), cell: (certificate) => <Left certificate={certificate} /> },
]

const inOneLine = (subject: string) => subject.replaceAll('\n', ', ')

const pemsIn = ({ settings }: Connection): readonly string[] =>
  settings.kind === 'saml' ? settings.certificates : []

function RemoveCertificate({ connection, index, onClose }: AddProps & { readonly index: number }) {
  const t = useText()
  const pems = pemsIn(connection)
  const { change, save } = useCertificates(connection, words.removed, onClose)
  return (
    <ConfirmDialog
      title={words.removeTitle}
      isOpen
      onClose={onClose}
      action={words.remove}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => save(pems.filter((_, at) => at !== index))}
    >
      <p className="break">{inOneLine(connection.certificates[index]?.subject ?? '')}</p>
      <p>{t(words.removeWhat)}</p>
    </ConfirmDialog>
  )
}

function Day({ at }: { readonly at: string }) {
  return calendarDay(at, useLanguage())
}

function Left({ certificate: { notAfter, expiresSoon } }: { readonly certificate: Certificate }) {
  const t = useText()
  const left = t(words.days(daysUntil(notAfter, useNow())))
  return expiresSoon ? <strong>{left}</strong> : left
}

function useCertificates(connection: Connection, done: ReturnType<typeof text>, after: () => void) {
  const { id: organisation, kind } = useOwn()
  const change = useChange(changeConnection, {
    renews: [showSignOn, listActivity],
    done,
    after,
  })
  const save = (certificates: readonly string[]) =>
    change.mutate({
      params: { organisation, connection: connection.id },
      body: inputOf({ ...draftOf(connection, kind), certificates: certificates.join('\n') }),
    })
  return { change, save }
}

interface AddProps {
  readonly connection: Connection
  readonly onClose: () => void
}

function AddCertificate({ connection, onClose }: AddProps) {
  const { id: organisation } = useOwn()
  const { change, save } = useCertificates(connection, words.added, onClose)
  const present = pemsIn(connection)
  const saveAll = (found: readonly string[]) =>
    save([...present, ...found.filter((pem) => !present.includes(pem))])
  const read = useChange(readMetadata, { after: ({ certificates }) => saveAll(certificates) })
  const isPending = read.isPending || change.isPending
  const add = (typed: string) => {
    read.reset()
    change.reset()
    if (isXml(typed)) read.mutate({ params: { organisation }, body: { xml: typed.trim() } })
    else saveAll(pemsOf(typed))
  }
  return (
    <Dialog title={words.add} isOpen onClose={onClose} isDismissable={!isPending}>
      <Form
        onSubmit={({ certificate = '' }) => add(certificate)}
        isPending={isPending}
        error={read.error ?? change.error}
      >
        <TextField
          name="certificate"
          label={words.next}
          description={words.nextWhat}
          rows={8}
          maxLength={60_000}
          validate={(typed) =>
            typed === '' || isXml(typed) || pemsOf(typed).length > 0 ? null : words.noCertificate
          }
          isCode
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.addNow} isPending={isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

const isXml = (typed: string) => typed.trim().startsWith('<')

const words = {
  title: text('Zertifikate', 'Certificates'),
  lead: text(
    'Womit der Anbieter seine Antworten unterschreibt. Vor einem Wechsel fügen Sie das nächste hinzu; beide gelten, bis Sie das alte entfernen.',
    'What the provider signs its answers with. Before a change add the next one; both count until you remove the old one.',
  ),
  soon: text('Das Zertifikat läuft bald ab', 'The certificate expires soon'),
  soonWhat: text(
    'Danach kommt niemand mehr über diese Verbindung hinein. Holen Sie das nächste beim Anbieter und fügen Sie es hier hinzu.',
    'After that nobody gets in by this connection. Get the next one from the provider and add it here.',
  ),
  days: (n: number) =>
    text(
      n < 0 ? 'abgelaufen' : n === 0 ? 'weniger als ein Tag' : n === 1 ? 'ein Tag' : `${n} Tage`,
      n < 0 ? 'expired' : n === 0 ? 'less than a day' : n === 1 ? 'one day' : `${n} days`,
    ),
  add: text('Nächstes Zertifikat hinzufügen', 'Add the next certificate'),
  addNow: text('Hinzufügen', 'Add'),
  added: text('Das Zertifikat ist hinzugefügt.', 'The certificate is added.'),
  next: text('Zertifikat oder Metadaten', 'Certificate or metadata'),
  nextWhat: text(
    'PEM oder die neuen Metadaten des Anbieters als XML.',
    'PEM, or the provider’s new metadata as XML.',
  ),
  noCertificate: text(
    'Hier steht kein Zertifikat in PEM oder Base64.',
    'There is no certificate in PEM or base64 here.',
  ),
  remove: text('Entfernen', 'Remove'),
  removeTitle: text('Zertifikat entfernen?', 'Remove the certificate?'),
  removeWhat: text(
    'Antworten, die der Anbieter damit unterschreibt, lehnen wir dann ab. Entfernen Sie es erst, wenn er mit einem anderen der hier hinterlegten Zertifikate unterschreibt.',
    'We then refuse answers that the provider signs with it. Remove it only once the provider signs with another certificate that is kept here.',
  ),
  removed: text('Das Zertifikat ist entfernt.', 'The certificate is removed.'),
}
