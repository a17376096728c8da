import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Text } from 'nachweis-verify'
import { Facts, Moment, Say, text, useText } from '@nachweis/console'
import { roles as policies, type Role } from '../../../kernel/policy.ts'
import type { showPerson } from '../contract/people.ts'

export type Person = z.output<typeof showPerson.output>

/** Whether a second factor is set up. */
export const isProtected = ({ factors }: Pick<Person, 'factors'>): boolean =>
  factors.totp > 0 || factors.passkeys > 0

export const states: Readonly<Record<Person['state'], Text>> = {
  active: text('Aktiv', 'Active'),
  invited: text('Eingeladen', 'Invited'),
  deactivated: text('Deaktiviert', 'Deactivated'),
}

/** The state of an account in a word, and what stands out about it. */
export function Standing({ person }: { readonly person: Person }): ReactNode {
  return (
    <>
      <Say words={states[person.state]} />
      {person.breakGlass && (
        <>
          {', '}
          <Say words={words.emergency} />
        </>
      )}
    </>
  )
}

/** What is known of a person. */
export function PersonFacts({ person }: { readonly person: Person }): ReactNode {
  return (
    <Facts
      facts={[
        [
          words.email,
          <span key="email" className="break">
            {person.email}
          </span>,
        ],
        [words.language, person.language === 'de' ? 'Deutsch' : 'English'],
        [words.state, <State key="state" person={person} />],
        [words.roles, <RoleSentences key="roles" roles={person.roles} />],
        [words.factors, <Factors key="factors" factors={person.factors} />],
        person.breakGlass ? [words.breakGlass, <Say key="breakGlass" words={words.breakGlassWhat} />] : null,
        person.provisioned ? [words.kept, <Say key="kept" words={words.keptWhat} />] : null,
        [words.created, <Moment key="created" at={person.createdAt} exact />],
        [
          words.seen,
          person.lastSeenAt === null ? (
            <Say key="seen" words={words.never} />
          ) : (
            <Moment key="seen" at={person.lastSeenAt} />
          ),
        ],
      ]}
    />
  )
}

function State({ person }: { readonly person: Person }) {
  return (
    <>
      <Say words={states[person.state]} />
      {person.invitedUntil !== null && (
        <>
          {'. '}
          <Say words={words.until} /> <Moment at={person.invitedUntil} exact />
        </>
      )}
    </>
  )
}

/** Each role by its title, with the sentence that holds for it. */
export function RoleSentences({ roles }: { readonly roles: readonly string[] }): ReactNode {
  const t = useText()
  return roles.map((role) => {
    const policy = policies[role as Role]
    return (
      <p key={role}>
        <strong>{policy ? t(policy.title) : role}</strong>
        {policy && ` – ${t(policy.sentence)}`}
      </p>
    )
  })
}

function Factors({ factors }: { readonly factors: Person['factors'] }) {
  const t = useText()
  const found = [
    factors.password ? words.password : null,
    factors.passkeys > 0 ? words.passkeys(factors.passkeys) : null,
    factors.totp > 0 ? words.totp(factors.totp) : null,
    factors.recoveryCodesLeft > 0 ? words.codes(factors.recoveryCodesLeft) : null,
  ].filter((each) => each !== null)
  return (
    <>
      {found.length === 0 ? t(words.none) : found.map(t).join(', ')}
      {!isProtected({ factors }) && found.length > 0 && ` – ${t(words.noSecond)}`}
    </>
  )
}

const words = {
  email: text('E-Mail-Adresse', 'E-mail address'),
  language: text('Sprache', 'Language'),
  state: text('Stand', 'State'),
  until: text('Der Link gilt bis', 'The link works until'),
  roles: text('Rollen', 'Roles'),
  factors: text('Anmeldung mit', 'Signs in with'),
  emergency: text('Notfallkonto', 'emergency account'),
  breakGlass: text('Notfallkonto', 'Emergency account'),
  breakGlassWhat: text(
    'Darf sich mit Passwort und zweitem Faktor anmelden, auch wenn die Einmalanmeldung Pflicht ist. Jede Nutzung löst eine Meldung an die Administration aus.',
    'May sign in with password and second factor even where single sign-on is required. Every use alarms the administrators.',
  ),
  kept: text('Gepflegt durch', 'Kept by'),
  keptWhat: text(
    'den Identitätsanbieter (SCIM): Änderungen hier kann er wieder überschreiben.',
    'the identity provider (SCIM): it may overwrite changes made here.',
  ),
  created: text('Angelegt', 'Created'),
  seen: text('Zuletzt da', 'Last seen'),
  never: text('noch nie', 'never yet'),
  password: text('Passwort', 'password'),
  passkeys: (n: number) =>
    text(n === 1 ? 'ein Passkey' : `${n} Passkeys`, n === 1 ? 'one passkey' : `${n} passkeys`),
  totp: (n: number) =>
    text(
      n === 1 ? 'eine Authentifizierungs-App' : `${n} Authentifizierungs-Apps`,
      n === 1 ? 'one authenticator app' : `${n} authenticator apps`,
    ),
  codes: (n: number) =>
    text(
      n === 1 ? 'ein Wiederherstellungscode' : `${n} Wiederherstellungscodes`,
      n === 1 ? 'one recovery code' : `${n} recovery codes`,
    ),
  none: text('noch nichts eingerichtet', 'nothing set up yet'),
  noSecond: text('kein zweiter Faktor', 'no second factor'),
}
