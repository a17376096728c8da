import { useState, type ReactNode } from 'react'
import {
  Button,
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
} from '@nachweis/console'
import { call } from '@nachweis/console'
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
  const change = useCertificates(connection, words.removed)
  const { settings } = connection
  const pems = settings.kind === 'saml' ? settings.certificates : []
  const rows = connection.certificates.map((certificate, index) => ({ ...certificate, index }))
  return (
    <DataTable
      label={words.title}
      name="certificates"
      rows={rows}
      keyOf={({ index }) => String(index)}
      nameOf={({ subject }) => subject}
      columns={[
        {
          id: 'subject',
          label: words.subject,
          cell: ({ subject }) => <span className="break">{subject.replaceAll('\n', ', ')}</span>,
        },
        { id: 'until', label: words.until, cell: ({ notAfter }) => <Day at={notAfter} /> },
        { id: 'left', label: words.left, cell: (certificate) => <Left certificate={certificate} /> },
      ]}
      {...(mayChange &&
        pems.length > 1 && {
          actionsOf: ({ index }: { index: number }) => [
            {
              id: 'remove',
              label: words.remove,
              isDanger: true,
              onAction: () => change.save(pems.filter((_, at) => at !== index)),
            },
          ],
        })}
      empty={null}
    />
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

function useCertificates(connection: Connection, done: ReturnType<typeof text>, after?: () => void) {
  const { id: organisation, kind } = useOwn()
  const change = useChange(changeConnection, {
    renews: [showSignOn, listActivity],
    done,
    ...(after && { after }),
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
  const [problem, setProblem] = useState<unknown>(null)
  const { settings } = connection
  const present = settings.kind === 'saml' ? settings.certificates : []
  const add = async (typed: string) => {
    setProblem(null)
    try {
      const found = typed.trim().startsWith('<')
        ? (await call(readMetadata, { params: { organisation }, body: { xml: typed.trim() } })).certificates
        : pemsOf(typed)
      save([...present, ...found.filter((pem) => !present.includes(pem))])
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <Dialog title={words.add} isOpen onClose={onClose} isDismissable={!change.isPending}>
      <Form
        onSubmit={({ certificate = '' }) => void add(certificate)}
        isPending={change.isPending}
        error={problem ?? change.error}
      >
        <TextField
          name="certificate"
          label={words.next}
          description={words.nextWhat}
          rows={8}
          maxLength={60_000}
          validate={(typed) =>
            typed === '' || typed.trim().startsWith('<') || pemsOf(typed).length > 0
              ? null
              : words.noCertificate
          }
          isCode
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.addNow} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

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
  subject: text('Ausgestellt für', 'Issued to'),
  until: text('Gültig bis', 'Valid until'),
  left: text('Noch', 'Left'),
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
  removed: text('Das Zertifikat ist entfernt.', 'The certificate is removed.'),
}
