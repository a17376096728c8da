import { text } from './language.ts'
import type { Text } from 'nachweis-verify'

/** `<module>:<verb>`. `public` needs nobody; `self:…` is about the caller's own account; verbs that look begin with `read`. */
export type Permission = 'public' | `${string}:${string}`

/** What a role is, as sentences that hold word for word: permissions.md and the console show them. */
export interface RolePolicy {
  readonly organisation: 'provider' | 'customer'
  readonly title: Text
  readonly sentence: Text
  /** In the own organisation. */
  readonly may: (permission: Permission) => boolean
  /** In the organisations of customers; users of customers have nothing outside their own. */
  readonly mayInCustomers: (permission: Permission) => boolean
}

const reads = (permission: Permission) => /^[a-z-]+:read/.test(permission)
const oneOf =
  (...granted: Permission[]) =>
  (permission: Permission) =>
    granted.includes(permission)
const nothing = () => false

/** Every role of the house. */
export const roles = {
  owner: {
    organisation: 'provider',
    title: text('Inhaber', 'Owner'),
    sentence: text(
      'Darf beim Anbieter alles; legt Kunden an, sieht deren Personen und lädt ihre Administration ein.',
      'May do everything at the provider; creates customers, sees their people and invites their administrators.',
    ),
    may: (permission) => permission !== 'scim:provision',
    mayInCustomers: (permission) => reads(permission) || permission === 'identity:invite',
  },
  security: {
    organisation: 'provider',
    title: text('Sicherheit', 'Security'),
    sentence: text(
      'Liest alles, prüft und zieht Aussagen zurück, verwaltet Personen, Anmeldung und das Ereignisprotokoll beim Anbieter und beendet überall Sitzungen.',
      'Reads everything, runs checks and withdraws claims, manages people, sign-in and the event log at the provider and ends sessions anywhere.',
    ),
    may: (permission) =>
      reads(permission) ||
      permission.startsWith('claims:') ||
      permission.startsWith('events:') ||
      (permission.startsWith('identity:') && permission !== 'identity:appoint-owner') ||
      permission === 'notifications:retry',
    mayInCustomers: (permission) =>
      reads(permission) || permission === 'identity:end-sessions' || permission === 'events:export',
  },
  privacy: {
    organisation: 'provider',
    title: text('Datenschutz', 'Privacy'),
    sentence: text(
      'Liest alles, auch bei Kunden, zieht Aussagen zurück und bestimmt, wie lange Ereignisse bleiben: Fristen, Sperren, Löschung.',
      'Reads everything, at customers too, withdraws claims and decides how long events stay: periods, holds, erasure.',
    ),
    may: (permission) =>
      reads(permission) ||
      ['claims:withdraw', 'events:manage-retention', 'events:hold', 'events:erase', 'events:export'].includes(
        permission,
      ),
    mayInCustomers: (permission) => reads(permission) || permission === 'events:export',
  },
  'on-call': {
    organisation: 'provider',
    title: text('Bereitschaft', 'On-call'),
    sentence: text(
      'Liest Prüfungen und Beobachtungen, führt Prüfungen aus und sieht den Mailversand.',
      'Reads checks and observations, runs checks and sees outgoing mail.',
    ),
    may: oneOf(
      'claims:read-observation',
      'claims:run-check',
      'notifications:read-outbox',
      'notifications:retry',
    ),
    mayInCustomers: nothing,
  },
  auditor: {
    organisation: 'provider',
    title: text('Revision', 'Auditor'),
    sentence: text(
      'Liest alles, auch bei Kunden, nimmt Ereignisse als Datei mit und ändert nichts.',
      'Reads everything, at customers too, exports events and changes nothing.',
    ),
    may: (permission) => reads(permission) || permission === 'events:export',
    mayInCustomers: (permission) => reads(permission) || permission === 'events:export',
  },
  employee: {
    organisation: 'provider',
    title: text('Mitarbeitende', 'Employee'),
    sentence: text(
      'Sieht die veröffentlichten Maßnahmen und verwaltet das eigene Konto.',
      'Sees the published measures and manages the own account.',
    ),
    may: nothing,
    mayInCustomers: nothing,
  },
  admin: {
    organisation: 'customer',
    title: text('Administration', 'Administrator'),
    sentence: text(
      'Verwaltet Personen, Rechte, Anmeldung und Zugangsschlüssel des eigenen Unternehmens, sieht dessen Aktivität und Ereignisse und lässt sich diese zustellen.',
      'Manages people, permissions, sign-in and tokens of the own company, sees its activity and events and has these delivered.',
    ),
    may: (permission) =>
      (permission.startsWith('identity:') && permission !== 'identity:appoint-owner') ||
      ['events:read', 'events:export', 'events:push'].includes(permission),
    mayInCustomers: nothing,
  },
  member: {
    organisation: 'customer',
    title: text('Mitglied', 'Member'),
    sentence: text('Verwaltet das eigene Konto, sonst nichts.', 'Manages the own account and nothing else.'),
    may: nothing,
    mayInCustomers: nothing,
  },
} as const satisfies Record<string, RolePolicy>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as readonly Role[]

/** The roles that people of such an organisation can have. */
export const rolesOf = (kind: 'provider' | 'customer'): readonly Role[] =>
  roleNames.filter((role) => roles[role].organisation === kind)
