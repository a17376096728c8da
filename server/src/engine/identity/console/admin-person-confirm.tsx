import type { ReactNode } from 'react'
import { ConfirmDialog, text, useChange, useGo, useText } from '@nachweis/console'
import { listSessions } from '../contract/sessions.ts'
import { listCustomers, showOrganisation } from '../contract/organisations.ts'
import {
  deactivatePerson,
  deletePerson,
  reactivatePerson,
  resetFactors,
  setBreakGlass,
} from '../contract/people.ts'
import { showSignOn } from '../contract/sign-on.ts'
import { ofPeople, type PersonDialogProps } from './admin-person-dialogs.tsx'

const renews = [...ofPeople, listSessions, showOrganisation, listCustomers, showSignOn]

/** Signs somebody out everywhere and keeps them out. */
export function Deactivate({ person, organisation, onClose }: PersonDialogProps): ReactNode {
  const t = useText()
  const change = useChange(deactivatePerson, {
    renews,
    done: (ended) => words.deactivated(ended.sessionsEnded, ended.tokensRevoked),
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.deactivateTitle(person.name)}
      isOpen
      onClose={onClose}
      action={words.deactivate}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id } })}
    >
      <p>{t(words.deactivateWhat)}</p>
    </ConfirmDialog>
  )
}

/** Lets somebody in again. */
export function Reactivate({ person, organisation, onClose }: PersonDialogProps): ReactNode {
  const t = useText()
  const change = useChange(reactivatePerson, { renews, done: words.reactivated, after: onClose })
  return (
    <ConfirmDialog
      title={words.reactivateTitle(person.name)}
      isOpen
      onClose={onClose}
      kind="harmless"
      action={words.reactivate}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id } })}
    >
      <p>{t(words.reactivateWhat)}</p>
    </ConfirmDialog>
  )
}

/** For somebody who lost every second factor. */
export function ResetFactors({ person, organisation, onClose }: PersonDialogProps): ReactNode {
  const t = useText()
  const change = useChange(resetFactors, { renews, done: words.reset, after: onClose })
  return (
    <ConfirmDialog
      title={words.resetTitle(person.name)}
      isOpen
      onClose={onClose}
      action={words.resetNow}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id } })}
    >
      <p>{t(words.resetWhat)}</p>
      <p>{t(words.resetCheck)}</p>
    </ConfirmDialog>
  )
}

/** Makes somebody an emergency account, or no longer. */
export function BreakGlass({ person, organisation, onClose }: PersonDialogProps): ReactNode {
  const t = useText()
  const wanted = !person.breakGlass
  const change = useChange(setBreakGlass, {
    renews,
    done: wanted ? words.glassOn : words.glassOff,
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={wanted ? words.glassTitle(person.name) : words.noGlassTitle(person.name)}
      isOpen
      onClose={onClose}
      kind="harmless"
      action={wanted ? words.makeGlass : words.endGlass}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate({ params: { organisation, person: person.id }, body: { breakGlass: wanted } })
      }
    >
      <p>{t(wanted ? words.glassWhat : words.noGlassWhat)}</p>
    </ConfirmDialog>
  )
}

/** Takes an invitation back. */
export function DeleteInvitation({ person, organisation, kind, onClose }: PersonDialogProps): ReactNode {
  const t = useText()
  const go = useGo()
  const isOwn = !location.pathname.startsWith(`/console/customers/${organisation}`)
  const change = useChange(deletePerson, {
    renews: renews.filter((route) => route.name !== 'show-person'),
    done: words.deleted,
    after: () => go(isOwn ? '/people' : `/customers/${organisation}`, { replace: true }),
  })
  return (
    <ConfirmDialog
      title={words.deleteTitle(person.name)}
      isOpen
      onClose={onClose}
      action={words.delete}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { organisation, person: person.id } })}
    >
      <p>{t(kind === 'provider' ? words.deleteStaff : words.deleteWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  deactivateTitle: (name: string) => text(`${name} deaktivieren?`, `Deactivate ${name}?`),
  deactivateWhat: text(
    'Alle Sitzungen und persönlichen Zugangsschlüssel enden sofort, und die Person kann sich nicht mehr anmelden. Ihr Name bleibt im Protokoll, und Sie können sie später reaktivieren; die Zugangsschlüssel kommen nicht zurück.',
    'All sessions and personal tokens end at once, and the person cannot sign in any more. Their name stays in the log, and you can reactivate them later; the tokens do not come back.',
  ),
  deactivate: text('Deaktivieren', 'Deactivate'),
  deactivated: (sessions: number, tokens: number) =>
    text(
      `Deaktiviert. Beendete Sitzungen: ${sessions}, widerrufene Zugangsschlüssel: ${tokens}.`,
      `Deactivated. Sessions ended: ${sessions}, tokens revoked: ${tokens}.`,
    ),
  reactivateTitle: (name: string) => text(`${name} reaktivieren?`, `Reactivate ${name}?`),
  reactivateWhat: text(
    'Die Person kann sich wieder anmelden, mit denselben Rollen und Faktoren wie zuvor.',
    'The person can sign in again, with the same roles and factors as before.',
  ),
  reactivate: text('Reaktivieren', 'Reactivate'),
  reactivated: text('Die Person kann sich wieder anmelden.', 'The person can sign in again.'),
  resetTitle: (name: string) =>
    text(`Zweite Faktoren von ${name} zurücksetzen?`, `Reset the second factors of ${name}?`),
  resetWhat: text(
    'Passkeys, Authentifizierungs-Apps und Wiederherstellungscodes werden entfernt, alle Sitzungen enden, und die Person bekommt eine Mail darüber. Bei der nächsten Anmeldung richtet sie einen neuen zweiten Faktor ein, wo er Pflicht ist.',
    'Passkeys, authenticator apps and recovery codes are removed, all sessions end, and the person is told by mail. At the next sign-in they set up a new second factor where one is required.',
  ),
  resetCheck: text(
    'Überzeugen Sie sich vorher, zum Beispiel am Telefon, dass wirklich diese Person darum bittet.',
    'Make sure first, for example on the phone, that it is really this person who asks.',
  ),
  resetNow: text('Zurücksetzen', 'Reset'),
  reset: text('Die zweiten Faktoren sind entfernt.', 'The second factors are removed.'),
  glassTitle: (name: string) =>
    text(`${name} zum Notfallkonto machen?`, `Make ${name} an emergency account?`),
  noGlassTitle: (name: string) =>
    text(`${name} nicht länger als Notfallkonto führen?`, `No longer keep ${name} as an emergency account?`),
  glassWhat: text(
    'Ist die Einmalanmeldung Pflicht und der Identitätsanbieter gestört, kommt diese Person mit Passwort und zweitem Faktor hinein. Jede Nutzung wird der Administration sofort gemeldet. Passwort und zweiter Faktor müssen in diesem Konto vorher eingerichtet sein. Halten Sie ein bis zwei solche Konten.',
    'Where single sign-on is required and the identity provider is down, this person gets in with password and second factor. Every use is told to the administrators at once. Password and second factor must be set up in the account beforehand. Keep one or two such accounts.',
  ),
  noGlassWhat: text(
    'Ist die Einmalanmeldung Pflicht, kommt die Person dann nur noch über den Identitätsanbieter hinein.',
    'Where single sign-on is required, the person then gets in through the identity provider only.',
  ),
  makeGlass: text('Zum Notfallkonto machen', 'Make an emergency account'),
  endGlass: text('Notfallkonto aufheben', 'End the emergency account'),
  glassOn: text('Das Konto ist jetzt ein Notfallkonto.', 'The account is an emergency account now.'),
  glassOff: text('Das Konto ist kein Notfallkonto mehr.', 'The account is no emergency account any more.'),
  deleteTitle: (name: string) =>
    text(`Einladung an ${name} zurücknehmen?`, `Take the invitation of ${name} back?`),
  deleteWhat: text(
    'Der Link in der Mail gilt sofort nicht mehr, und die Person verschwindet aus der Liste. Sie können sie jederzeit neu einladen.',
    'The link in the mail stops working at once, and the person leaves the list. You can invite them anew at any time.',
  ),
  deleteStaff: text(
    'Der Link in der Mail gilt sofort nicht mehr, und die Person verschwindet aus der Liste der Mitarbeitenden. Sie können sie jederzeit neu einladen.',
    'The link in the mail stops working at once, and the person leaves the list of staff. You can invite them anew at any time.',
  ),
  delete: text('Einladung zurücknehmen', 'Take the invitation back'),
  deleted: text('Die Einladung ist zurückgenommen.', 'The invitation is taken back.'),
}
