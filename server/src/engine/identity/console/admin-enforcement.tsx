import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  ConfirmDialog,
  Link,
  Notice,
  queryOf,
  Section,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { listMySessions, listSessions } from '../contract/sessions.ts'
import { enforceConnection, showSignOn } from '../contract/sign-on.ts'
import type { Connection, Domain } from './admin-connection-words.ts'
import { useOwn } from './admin-may.ts'

interface Props {
  readonly connection: Connection
  readonly domains: readonly Domain[]
}

/** Requires the connection of everybody, or no longer, with what that means before it is done. */
export function Enforcement({ connection, domains }: Props): ReactNode {
  const t = useText()
  const [isAsking, ask] = useState(false)
  const isEnforced = connection.state === 'enforced'
  const isTested = connection.state !== 'draft'
  const isProven = domains.some(({ provenAt }) => provenAt !== null)
  return (
    <Section title={words.title} lead={isEnforced ? words.isRequired : words.lead}>
      {!isTested && <p>{t(words.testFirst)}</p>}
      {!isProven && (
        <p>
          {t(words.domainFirst)} <Link href="/sign-on">{t(words.toDomains)}</Link>
        </p>
      )}
      {(isEnforced || (isTested && isProven)) && (
        <Button label={isEnforced ? words.lift : words.enforce} onPress={() => ask(true)} />
      )}
      {isAsking && <Ask connection={connection} domains={domains} onClose={() => ask(false)} />}
    </Section>
  )
}

function Ask({ connection, domains, onClose }: Props & { readonly onClose: () => void }) {
  const t = useText()
  const { id: organisation } = useOwn()
  const { id, name, state } = connection
  const enforced = state !== 'enforced'
  const change = useChange(enforceConnection, {
    renews: [showSignOn, listActivity, listSessions, listMySessions],
    done: enforced ? words.enforced : words.lifted,
    after: onClose,
  })
  const proven = domains.filter(({ provenAt }) => provenAt !== null).map(({ domain }) => domain)
  return (
    <ConfirmDialog
      title={enforced ? words.enforceTitle(name) : words.liftTitle(name)}
      isOpen
      onClose={onClose}
      kind={enforced ? 'danger' : 'harmless'}
      action={enforced ? words.enforce : words.lift}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, connection: id }, body: { enforced } })}
    >
      {enforced ? (
        <>
          <p>{t(words.enforceWhat(proven))}</p>
          <Emergency organisation={organisation} />
        </>
      ) : (
        <p>{t(words.liftWhat)}</p>
      )}
    </ConfirmDialog>
  )
}

function Emergency({ organisation }: { readonly organisation: string }) {
  const t = useText()
  const found = useQuery(queryOf(showSignOn, { params: { organisation } })).data
  if (!found) return null
  return (
    <Notice tone={found.breakGlass === 0 ? 'warning' : 'info'} title={words.emergency(found.breakGlass)}>
      {found.breakGlass === 0 && <p>{t(words.noEmergency)}</p>}
    </Notice>
  )
}

const words = {
  title: text('Zur Pflicht machen', 'Require it'),
  lead: text(
    'Erst dann schützt der Identitätsanbieter alle Zugänge: Passwort, Passkey, Google und Apple werden abgelehnt.',
    'Only then the identity provider protects every way in: password, passkey, Google and Apple are refused.',
  ),
  isRequired: text(
    'Diese Verbindung ist Pflicht. Passwort, Passkey, Google und Apple werden abgelehnt, außer bei Notfallkonten.',
    'This connection is required. Password, passkey, Google and Apple are refused, except for emergency accounts.',
  ),
  testFirst: text(
    'Melden Sie sich zuerst probeweise an, damit sich niemand aussperrt.',
    'Sign in as a test first, so that nobody is locked out.',
  ),
  domainFirst: text('Weisen Sie zuerst mindestens eine Domain nach.', 'Prove at least one domain first.'),
  toDomains: text('Zu den Domains', 'To the domains'),
  enforce: text('Zur Pflicht machen', 'Require it'),
  lift: text('Pflicht aufheben', 'Lift the requirement'),
  enforceTitle: (name: string) =>
    text(`Anmeldung über ${name} zur Pflicht machen?`, `Require sign-in by ${name}?`),
  enforceWhat: (domains: readonly string[]) =>
    text(
      `Alle Sitzungen Ihrer Organisation außer dieser enden sofort. Danach kommt man nur noch über diesen Anbieter hinein; nachgewiesen: ${domains.join(', ')}. Sie können es jederzeit wieder aufheben.`,
      `All sessions of your organisation but this one end at once. After that one gets in through this provider only; proven: ${domains.join(', ')}. You can lift it again at any time.`,
    ),
  emergency: (n: number) =>
    text(
      n === 0
        ? 'Es gibt kein Notfallkonto'
        : n === 1
          ? 'Ein Notfallkonto ist festgelegt'
          : `${n} Notfallkonten sind festgelegt`,
      n === 0
        ? 'There is no emergency account'
        : n === 1
          ? 'One emergency account is chosen'
          : `${n} emergency accounts are chosen`,
    ),
  noEmergency: text(
    'Fällt der Anbieter aus, kommt niemand mehr hinein. Legen Sie vorher auf der Seite einer Person ein Notfallkonto fest.',
    'If the provider fails, nobody gets in any more. Choose an emergency account first, on the page of a person.',
  ),
  liftTitle: (name: string) =>
    text(`Pflicht zur Anmeldung über ${name} aufheben?`, `No longer require sign-in by ${name}?`),
  liftWhat: text(
    'Passwort, Passkey, Google und Apple gehen wieder. Die Verbindung bleibt, wer will, benutzt sie weiter.',
    'Password, passkey, Google and Apple work again. The connection stays; whoever wants goes on using it.',
  ),
  enforced: text('Die Einmalanmeldung ist jetzt Pflicht.', 'Single sign-on is required now.'),
  lifted: text('Die Pflicht ist aufgehoben.', 'The requirement is lifted.'),
}
