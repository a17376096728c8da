import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import { roles, type Permission } from '../../../kernel/policy.ts'

/** What each permission allows a program, in words. Whoever adds a permission adds its line; else its name is shown. */
const scopeWords: Readonly<Record<string, Text>> = {
  'scim:provision': text('Personen und Gruppen abgleichen (SCIM)', 'Keep people and groups in step (SCIM)'),
  'identity:read-people': text('Personen lesen', 'Read people'),
  'identity:read-rules': text('Anmelderegeln lesen', 'Read sign-in rules'),
  'identity:read-sessions': text('Sitzungen lesen', 'Read sessions'),
  'identity:read-tokens': text('Zugangsschlüssel auflisten', 'List tokens'),
  'identity:read-activity': text('Aktivität lesen', 'Read activity'),
  'identity:read-sign-on': text('Einmalanmeldung lesen', 'Read single sign-on'),
  'identity:invite': text('Personen einladen', 'Invite people'),
  'identity:change-person': text(
    'Namen ändern, Einladungen zurücknehmen',
    'Change names, take invitations back',
  ),
  'identity:change-roles': text('Rollen ändern', 'Change roles'),
  'identity:change-rules': text('Anmelderegeln ändern', 'Change sign-in rules'),
  'identity:change-sign-on': text('Einmalanmeldung ändern', 'Change single sign-on'),
  'identity:set-break-glass': text('Notfallkonten festlegen', 'Choose emergency accounts'),
  'identity:deactivate': text('Personen deaktivieren', 'Deactivate people'),
  'identity:reset-factors': text('Zweite Faktoren zurücksetzen', 'Reset second factors'),
  'identity:end-sessions': text('Sitzungen beenden', 'End sessions'),
  'identity:create-token': text('Zugangsschlüssel erzeugen', 'Create tokens'),
  'identity:revoke-token': text('Zugangsschlüssel widerrufen', 'Revoke tokens'),
  'claims:read-observation': text('Beobachtungen der Prüfungen lesen', 'Read what checks observed'),
  'claims:read-parameters': text('Werte der Aussagen lesen', 'Read the values of claims'),
  'claims:run-check': text('Prüfungen ausführen', 'Run checks'),
  'claims:set-parameters': text('Werte der Aussagen ändern', 'Change the values of claims'),
  'claims:withdraw': text('Aussagen zurückziehen', 'Withdraw claims'),
  'configuration:read': text('Konfiguration lesen', 'Read the configuration'),
  'customers:read': text('Kunden lesen', 'Read customers'),
  'notifications:read-outbox': text('Postausgang lesen', 'Read the outbox'),
  'notifications:retry': text('Mails erneut senden', 'Send mails again'),
}

/** A scope in words; one without words keeps its name. */
export const scopeTitle = (scope: string): Text => scopeWords[scope] ?? text(scope, scope)

/** Whether a scope only looks. */
export const isReading = (scope: string): boolean => /^[a-z-]+:read/.test(scope)

/**
 * What a service account may have that oneself makes: of one's own permissions those that the widest role for programs
 * has as well, and provisioning.
 */
export function serviceScopes(held: readonly string[], kind: 'provider' | 'customer'): readonly string[] {
  const widest = kind === 'provider' ? roles.security : roles.admin
  const possible = held.filter(
    (each) =>
      each !== 'public' &&
      each !== 'scim:provision' &&
      !each.startsWith('self:') &&
      widest.may(each as Permission),
  )
  return ['scim:provision', ...possible.toSorted((a, b) => Number(isReading(b)) - Number(isReading(a)))]
}
