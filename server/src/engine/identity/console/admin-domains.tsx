import { useState, type ReactNode } from 'react'
import {
  Button,
  ConfirmDialog,
  CopyField,
  Form,
  FormButtons,
  Moment,
  Notice,
  ProblemNotice,
  Section,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { addDomain, checkDomain, removeDomain, showSignOn } from '../contract/sign-on.ts'
import type { Domain } from './admin-connection-words.ts'
import './admin-sign-on.css'

interface Props {
  readonly organisation: string
  readonly domains: readonly Domain[]
  readonly mayChange: boolean
}

const renews = [showSignOn, listActivity]

/** The domains of an organisation: which are proven, and how to prove another. */
export function Domains({ organisation, domains, mayChange }: Props): ReactNode {
  const t = useText()
  return (
    <Section title={words.title} lead={words.lead}>
      {domains.length === 0 && !mayChange && <p>{t(words.none)}</p>}
      <ul className="sign-on-domains">
        {domains.map((domain) => (
          <li key={domain.id} className="sign-on-card">
            <OneDomain organisation={organisation} domain={domain} mayChange={mayChange} />
          </li>
        ))}
      </ul>
      {mayChange && <AddDomain key={domains.length} organisation={organisation} />}
    </Section>
  )
}

interface OneProps {
  readonly organisation: string
  readonly domain: Domain
  readonly mayChange: boolean
}

function OneDomain({ organisation, domain, mayChange }: OneProps) {
  const t = useText()
  const [isRemoving, remove] = useState(false)
  const check = useChange(checkDomain, { renews })
  const params = { organisation, domain: domain.id }
  return (
    <>
      <div className="sign-on-card-head">
        <h3>{domain.domain}</h3>
        {mayChange && (
          <Button weight="quiet" label={words.remove} about={domain.domain} onPress={() => remove(true)} />
        )}
      </div>
      {domain.provenAt !== null ? (
        <p>
          {t(words.proven)} <Moment at={domain.provenAt} />
        </p>
      ) : (
        <>
          <p>{t(words.put)}</p>
          <CopyField label={words.recordName} value={domain.record.name} />
          <CopyField label={words.recordValue} value={domain.record.value} />
          <ProblemNotice error={check.error} />
          {check.data && <Found found={check.data.found} wanted={domain.record.value} />}
          {mayChange && (
            <FormButtons>
              <Button
                label={words.check}
                about={domain.domain}
                isPending={check.isPending}
                onPress={() => check.mutate({ params })}
              />
            </FormButtons>
          )}
          {domain.checkedAt !== null && (
            <p className="section-lead">
              {t(words.checked)} <Moment at={domain.checkedAt} />
            </p>
          )}
        </>
      )}
      {isRemoving && <Remove {...{ organisation, domain }} onClose={() => remove(false)} />}
    </>
  )
}

/** What the look-up found instead, in words. */
function Found({ found, wanted }: { readonly found: readonly string[]; readonly wanted: string }) {
  const t = useText()
  if (found.includes(wanted)) return null
  return (
    <Notice tone="warning" title={found.length === 0 ? words.nothing : words.other}>
      <p>{t(found.length === 0 ? words.nothingWhy : words.otherWhy)}</p>
      {found.slice(0, foundMax).map((value) => (
        <p key={value}>
          <code className="break">{value}</code>
        </p>
      ))}
    </Notice>
  )
}

const foundMax = 5

function AddDomain({ organisation }: { readonly organisation: string }) {
  const add = useChange(addDomain, { renews, done: words.added })
  return (
    <Form
      onSubmit={({ domain = '' }) => add.mutate({ params: { organisation }, body: { domain } })}
      isPending={add.isPending}
      error={add.error}
      fieldOf={{ 'domain-malformed': 'domain', 'domain-taken': 'domain', 'too-many-domains': 'domain' }}
    >
      <TextField
        name="domain"
        label={words.domain}
        description={words.domainWhat}
        minLength={3}
        maxLength={253}
        autoComplete="off"
        isCode
      />
      <FormButtons>
        <Button type="submit" label={words.add} isPending={add.isPending} />
      </FormButtons>
    </Form>
  )
}

function Remove({
  organisation,
  domain,
  onClose,
}: Omit<OneProps, 'mayChange'> & { readonly onClose: () => void }) {
  const t = useText()
  const change = useChange(removeDomain, { renews, done: words.removed, after: onClose })
  return (
    <ConfirmDialog
      title={words.removeTitle(domain.domain)}
      isOpen
      onClose={onClose}
      action={words.remove}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, domain: domain.id } })}
    >
      <p>{t(words.removeWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  title: text('Domains', 'Domains'),
  lead: text(
    'Für die E-Mail-Adressen nachgewiesener Domains führt die Anmeldung zu Ihrem Identitätsanbieter. Dass eine Domain Ihre ist, zeigt ein TXT-Eintrag in ihrem DNS.',
    'For e-mail addresses of proven domains the sign-in leads to your identity provider. That a domain is yours is shown by a TXT record in its DNS.',
  ),
  none: text('Noch keine Domain.', 'No domain yet.'),
  proven: text('Nachgewiesen', 'Proven'),
  put: text(
    'Legen Sie beim Betreiber Ihres DNS diesen TXT-Eintrag an. Bis er überall sichtbar ist, können Minuten bis Stunden vergehen.',
    'Create this TXT record with the operator of your DNS. It may take minutes to hours until it is visible everywhere.',
  ),
  recordName: text('Name des TXT-Eintrags', 'Name of the TXT record'),
  recordValue: text('Wert', 'Value'),
  check: text('Jetzt prüfen', 'Check now'),
  checked: text('Zuletzt nachgesehen', 'Last looked up'),
  nothing: text('Noch kein Eintrag gefunden', 'No record found yet'),
  nothingWhy: text(
    'Unter diesem Namen antwortet das DNS mit nichts. Prüfen Sie, ob Ihr DNS-Betreiber den Domainnamen selbst anhängt, und versuchen Sie es später noch einmal.',
    'The DNS answers nothing under this name. See whether your DNS operator appends the domain name itself, and try again later.',
  ),
  other: text('Ein anderer Wert steht dort', 'Another value stands there'),
  otherWhy: text(
    'Unter diesem Namen gefunden wurde Folgendes; es muss genau der Wert oben sein, ohne Anführungszeichen.',
    'This was found under the name; it must be exactly the value above, without quotation marks.',
  ),
  domain: text('Weitere Domain', 'Add a domain'),
  domainWhat: text(
    'Der Teil nach dem @, zum Beispiel firma.de.',
    'The part after the @, for example company.com.',
  ),
  add: text('Domain nachweisen', 'Prove a domain'),
  added: text('Legen Sie jetzt den TXT-Eintrag an.', 'Now create the TXT record.'),
  remove: text('Entfernen', 'Remove'),
  removeTitle: (domain: string) => text(`${domain} entfernen?`, `Remove ${domain}?`),
  removeWhat: text(
    'Die Anmeldung mit Adressen dieser Domain führt dann nicht mehr zu Ihrem Identitätsanbieter. Wer sie zurückholen will, muss sie neu nachweisen.',
    'Sign-ins with addresses of this domain then no longer lead to your identity provider. To get it back it has to be proven anew.',
  ),
  removed: text('Die Domain ist entfernt.', 'The domain is removed.'),
}
