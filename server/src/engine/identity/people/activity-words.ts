import { text, type Text } from '../../../kernel/language.ts'

/** What each type of record about an organisation says, in words. Whoever adds a type adds its line. */
export const activityWords: Readonly<Record<string, Text>> = {
  'identity.customer-created': text('Unternehmen angelegt', 'Company created'),
  'identity.customer-closed': text(
    'Unternehmen geschlossen, alle Sitzungen beendet',
    'Company closed, all sessions ended',
  ),
  'identity.customer-reopened': text('Unternehmen wieder geöffnet', 'Company reopened'),
  'identity.organisation-renamed': text('Organisation umbenannt', 'Organisation renamed'),
  'identity.second-factor-rule-changed': text(
    'Regel zum zweiten Faktor geändert',
    'Rule about the second factor changed',
  ),
  'identity.person-invited': text('Person eingeladen', 'Person invited'),
  'identity.invitation-repeated': text('Einladung erneut gesendet', 'Invitation sent again'),
  'identity.invitation-withdrawn': text('Einladung zurückgenommen', 'Invitation taken back'),
  'identity.invitation-declined': text('Einladung abgelehnt', 'Invitation declined'),
  'identity.person-changed': text('Name oder Sprache geändert', 'Name or language changed'),
  'identity.roles-changed': text('Rollen geändert', 'Roles changed'),
  'identity.break-glass-changed': text('Notfallzugang geändert', 'Emergency access changed'),
  'identity.person-deactivated': text(
    'Person deaktiviert, Sitzungen und Zugangsschlüssel beendet',
    'Person deactivated, sessions and tokens ended',
  ),
  'identity.person-reactivated': text('Person reaktiviert', 'Person reactivated'),
  'identity.factors-reset': text('Zweite Faktoren zurückgesetzt', 'Second factors reset'),
  'identity.sessions-ended': text('Sitzungen beendet', 'Sessions ended'),
  'identity.not-me-reported': text(
    '„Das war ich nicht“ gemeldet: Zugänge beendet, Passwort ungültig',
    '“This was not me” reported: access ended, password void',
  ),
  'identity.token-created': text('Persönlicher Zugangsschlüssel erstellt', 'Personal token created'),
  'identity.service-account-created': text('Dienstkonto erstellt', 'Service account created'),
  'identity.token-revoked': text('Zugangsschlüssel widerrufen', 'Token revoked'),
  'identity.factor-added': text('Zweiter Faktor eingerichtet', 'Second factor set up'),
  'identity.factor-renamed': text('Zweiter Faktor umbenannt', 'Second factor renamed'),
  'identity.factor-removed': text('Zweiter Faktor entfernt', 'Second factor removed'),
  'identity.recovery-codes-made': text('Neue Wiederherstellungscodes erstellt', 'New recovery codes made'),
  'identity.owner-appointed': text('Erster Inhaber ernannt', 'First owner appointed'),
  'identity.invitation-accepted': text('Einladung angenommen', 'Invitation accepted'),
  'identity.person-provisioned': text(
    'Person durch den Identitätsanbieter angelegt',
    'Person added by the identity provider',
  ),
  'identity.person-deprovisioned': text(
    'Person durch den Identitätsanbieter deaktiviert oder entfernt, alle Zugänge beendet',
    'Person deactivated or removed by the identity provider, all access ended',
  ),
  'identity.group-created': text(
    'Gruppe durch den Identitätsanbieter angelegt',
    'Group added by the identity provider',
  ),
  'identity.group-changed': text(
    'Gruppe durch den Identitätsanbieter geändert',
    'Group changed by the identity provider',
  ),
  'identity.group-deleted': text(
    'Gruppe durch den Identitätsanbieter gelöscht',
    'Group deleted by the identity provider',
  ),
  'identity.signed-in': text('Angemeldet', 'Signed in'),
  'identity.signed-out': text('Abgemeldet', 'Signed out'),
  'identity.sign-in-refused': text('Anmeldeversuch abgelehnt', 'Sign-in attempt refused'),
  'identity.stepped-up': text('Identität erneut bestätigt', 'Identity confirmed again'),
  'identity.break-glass-used': text('Notfallkonto benutzt', 'Emergency account used'),
  'identity.password-changed': text('Passwort geändert', 'Password changed'),
  'identity.password-reset': text(
    'Passwort über einen Link neu festgelegt',
    'Password chosen anew by a link',
  ),
  'identity.identity-connected': text(
    'Konto eines Identitätsanbieters verbunden',
    'Account of an identity provider connected',
  ),
  'identity.identity-disconnected': text(
    'Konto eines Identitätsanbieters getrennt',
    'Account of an identity provider disconnected',
  ),
  'identity.domain-added': text('Domain hinzugefügt', 'Domain added'),
  'identity.domain-proven': text('Domain nachgewiesen', 'Domain proven'),
  'identity.domain-removed': text('Domain entfernt', 'Domain removed'),
  'identity.connection-created': text(
    'Verbindung zum Identitätsanbieter angelegt',
    'Connection to the identity provider created',
  ),
  'identity.connection-changed': text(
    'Verbindung zum Identitätsanbieter geändert',
    'Connection to the identity provider changed',
  ),
  'identity.connection-tested': text(
    'Verbindung zum Identitätsanbieter erprobt',
    'Connection to the identity provider tested',
  ),
  'identity.connection-removed': text(
    'Verbindung zum Identitätsanbieter entfernt',
    'Connection to the identity provider removed',
  ),
  'identity.sign-on-enforced': text(
    'Anmeldung über den Identitätsanbieter vorgeschrieben',
    'Sign-in through the identity provider required',
  ),
  'identity.sign-on-lifted': text(
    'Anmeldung über den Identitätsanbieter nicht mehr vorgeschrieben',
    'Sign-in through the identity provider no longer required',
  ),
}
