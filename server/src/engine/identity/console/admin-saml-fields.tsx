import { useState, type ReactNode } from 'react'
import {
  Button,
  Notice,
  ProblemNotice,
  Section,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { readMetadata } from '../contract/sign-on.ts'
import { pemsOf, providerDraft, type Draft, type SamlSettings } from './admin-connection-draft.ts'

interface Props {
  readonly organisation: string
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

/** A SAML identity provider: its metadata pasted, or field by field. */
export function SamlFields({ organisation, draft, set }: Props): ReactNode {
  return (
    <Section title={words.provider} lead={words.providerWhat}>
      <div className="form">
        <Metadata organisation={organisation} onRead={(read) => set(providerDraft(read))} />
        <TextField
          name="entityId"
          label={words.entityId}
          value={draft.entityId}
          onChange={(entityId) => set({ entityId })}
          maxLength={1024}
          autoComplete="off"
          isCode
        />
        <TextField
          name="ssoUrl"
          type="url"
          label={words.ssoUrl}
          description={words.ssoUrlWhat}
          value={draft.ssoUrl}
          onChange={(ssoUrl) => set({ ssoUrl })}
          maxLength={1000}
          autoComplete="off"
          isCode
        />
        <TextField
          name="certificates"
          label={words.certificates}
          description={words.certificatesWhat}
          rows={6}
          value={draft.certificates}
          onChange={(certificates) => set({ certificates })}
          validate={(typed) => (pemsOf(typed).length === 0 ? words.noCertificate : null)}
          isCode
        />
        <Attributes draft={draft} set={set} />
      </div>
    </Section>
  )
}

const xmlCharactersMin = 50

interface MetadataProps {
  readonly organisation: string
  readonly onRead: (settings: SamlSettings) => void
}

function Metadata({ organisation, onRead }: MetadataProps) {
  const t = useText()
  const [xml, setXml] = useState('')
  const read = useChange(readMetadata, { after: onRead })
  return (
    <>
      <TextField
        name="metadata"
        label={words.metadata}
        description={words.metadataWhat}
        rows={6}
        value={xml}
        onChange={setXml}
        maxLength={60_000}
        isRequired={false}
        isCode
      />
      <div>
        <Button
          label={words.read}
          isPending={read.isPending}
          isDisabled={xml.trim().length < xmlCharactersMin}
          onPress={() => read.mutate({ params: { organisation }, body: { xml: xml.trim() } })}
        />
      </div>
      <ProblemNotice error={read.error} title={words.unreadable} />
      {read.data && (
        <Notice tone="done" title={words.filled}>
          <p>{t(words.certificatesRead(read.data.certificates.length))}</p>
        </Notice>
      )}
    </>
  )
}

function Attributes({ draft, set }: Omit<Props, 'organisation'>) {
  const t = useText()
  const field = (name: 'emailAttributes' | 'nameAttributes' | 'groupsAttributes') => (
    <TextField
      name={name}
      label={words[name]}
      value={draft[name]}
      onChange={(value) => set({ [name]: value })}
      isRequired={false}
      autoComplete="off"
      isCode
    />
  )
  return (
    <details className="more">
      <summary>{t(words.attributes)}</summary>
      <div className="form">
        <p>{t(words.attributesWhat)}</p>
        {field('emailAttributes')}
        {field('nameAttributes')}
        {field('groupsAttributes')}
      </div>
    </details>
  )
}

const words = {
  provider: text('Der Identitätsanbieter', 'The identity provider'),
  providerWhat: text(
    'Am einfachsten fügen Sie seine Metadaten ein; sonst füllen Sie die drei Felder darunter selbst aus.',
    'It is easiest to paste its metadata; otherwise fill in the three fields below yourself.',
  ),
  metadata: text('Metadaten (XML)', 'Metadata (XML)'),
  metadataWhat: text(
    'Die Datei heißt beim Anbieter oft „Federation Metadata“. Öffnen Sie sie mit einem Texteditor und fügen Sie alles hier ein.',
    'At the provider the file is often called “federation metadata”. Open it with a text editor and paste all of it here.',
  ),
  read: text('Metadaten lesen', 'Read the metadata'),
  unreadable: text('Diese Metadaten ließen sich nicht lesen', 'This metadata could not be read'),
  filled: text('Gelesen; die Felder sind ausgefüllt', 'Read; the fields are filled in'),
  certificatesRead: (n: number) =>
    text(
      n === 1 ? 'Ein Zertifikat für Signaturen ist dabei.' : `${n} Zertifikate für Signaturen sind dabei.`,
      n === 1
        ? 'One certificate for signatures is among it.'
        : `${n} certificates for signatures are among it.`,
    ),
  entityId: text('Entity-ID des Anbieters', 'Entity ID of the provider'),
  ssoUrl: text('Anmeldeadresse (SSO-URL)', 'Sign-on address (SSO URL)'),
  ssoUrlWhat: text('Mit der Bindung HTTP-Redirect.', 'With the HTTP-Redirect binding.'),
  certificates: text('Zertifikate für Signaturen', 'Certificates for signatures'),
  certificatesWhat: text(
    'PEM, beginnend mit -----BEGIN CERTIFICATE-----; mehrere untereinander.',
    'PEM, beginning with -----BEGIN CERTIFICATE-----; several below each other.',
  ),
  noCertificate: text(
    'Hier steht kein Zertifikat in PEM oder Base64.',
    'There is no certificate in PEM or base64 here.',
  ),
  attributes: text('Namen der Attribute', 'Names of the attributes'),
  attributesWhat: text(
    'Leer lassen, dann gelten die üblichen Namen. Mehrere durch Kommas trennen.',
    'Leave empty for the usual names. Separate several by commas.',
  ),
  emailAttributes: text('E-Mail-Adresse', 'E-mail address'),
  nameAttributes: text('Name', 'Name'),
  groupsAttributes: text('Gruppen', 'Groups'),
}
