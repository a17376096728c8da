import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  Loaded,
  Notice,
  PageHead,
  queryOf,
  Section,
  text,
  useChange,
  useMe,
  useText,
} from '@nachweis/console'
import { listFactors, makeRecoveryCodes } from '../contract/factors.ts'
import { showMe } from '../contract/me.ts'
import { listMySessions } from '../contract/sessions.ts'
import { changePassword } from '../contract/sign-in.ts'
import { AddFactor } from './add-factor.tsx'
import { FactorTable } from './factor-table.tsx'
import { NewPassword, passwordFieldOf } from './new-password.tsx'
import { UsernameForPasswordStores } from './password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

export type Factors = z.output<typeof listFactors.output>

/** What one signs in with: second factors, recovery codes, password. */
export function SecurityScreen(): ReactNode {
  const factors = useQuery(queryOf(listFactors))
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Loaded query={factors}>
        {(data) => (
          <>
            <SecondFactors factors={data} />
            <Recovery factors={data} />
            <Password factors={data} />
          </>
        )}
      </Loaded>
    </>
  )
}

const hasSecond = ({ totp, passkeys }: Factors) => totp.length + passkeys.length > 0

function SecondFactors({ factors }: { readonly factors: Factors }) {
  const t = useText()
  return (
    <Section title={words.second} lead={words.secondLead} actions={<AddFactor factors={factors} />}>
      {!hasSecond(factors) && (
        <Notice tone="warning" title={words.none}>
          <p>{t(words.noneWhy)}</p>
        </Notice>
      )}
      {hasSecond(factors) && <FactorTable factors={factors} />}
    </Section>
  )
}

function Recovery({ factors }: { readonly factors: Factors }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const make = useChange(makeRecoveryCodes, { renews: [listFactors, showMe] })
  const left = factors.recoveryCodesLeft
  const close = () => {
    setOpen(false)
    make.reset()
  }
  if (!hasSecond(factors)) return null
  return (
    <Section title={words.recovery}>
      <p>{t(words.left(left))}</p>
      <Button label={left === 0 ? words.make : words.makeNew} onPress={() => setOpen(true)} />
      <Dialog
        title={words.recovery}
        isOpen={isOpen}
        onClose={close}
        isDismissable={!make.data && !make.isPending}
      >
        {make.data ? (
          <RecoveryCodes codes={make.data.recoveryCodes} onKept={close} />
        ) : (
          <Form onSubmit={() => make.mutate({})} isPending={make.isPending} error={make.error}>
            <p>{t(left === 0 ? words.makeWhat : words.replaceWhat)}</p>
            <FormButtons>
              <Button type="submit" weight="strong" label={words.makeNow} isPending={make.isPending} />
            </FormButtons>
          </Form>
        )}
      </Dialog>
    </Section>
  )
}

function Password({ factors }: { readonly factors: Factors }) {
  const me = useMe()
  const [round, setRound] = useState(0)
  const change = useChange(changePassword, {
    renews: [listFactors, showMe, listMySessions],
    done: words.passwordDone,
    after: () => setRound(round + 1),
  })
  const context = me ? [me.person.name, me.person.email, me.organisation.name] : []
  const title = factors.password ? words.password : words.passwordSet
  return (
    <Section title={title} lead={factors.password ? words.passwordLead : words.passwordNone}>
      <Form
        key={round}
        onSubmit={({ password = '' }) => change.mutate({ body: { password } })}
        isPending={change.isPending}
        error={change.error}
        fieldOf={passwordFieldOf}
      >
        {me && <UsernameForPasswordStores email={me.person.email} />}
        <NewPassword context={context} characters={factors.passwordCharacters} />
        <FormButtons>
          <Button type="submit" label={title} isPending={change.isPending} />
        </FormButtons>
      </Form>
    </Section>
  )
}

const words = {
  title: text('Anmeldung und Sicherheit', 'Sign-in and security'),
  lead: text(
    'Womit Sie sich anmelden. Von jeder Änderung erfahren Sie auch per Mail.',
    'What you sign in with. You are told of every change by mail as well.',
  ),
  second: text('Zweite Faktoren', 'Second factors'),
  secondLead: text(
    'Am besten zwei, auf zwei Geräten: Geht eines verloren, hilft das andere.',
    'Best two, on two devices: if one is lost, the other helps.',
  ),
  none: text('Ihr Konto hängt an einem Passwort allein', 'Your account rests on a password alone'),
  noneWhy: text(
    'Wer es errät oder erschleicht, ist Sie. Ein Passkey ist in einer Minute eingerichtet, und die Anmeldung wird sogar kürzer.',
    'Whoever guesses it or tricks you out of it is you. A passkey is set up in a minute, and signing in even becomes shorter.',
  ),
  recovery: text('Wiederherstellungscodes', 'Recovery codes'),
  left: (n: number) =>
    n === 0
      ? text('Sie haben keine gültigen Codes mehr.', 'You have no valid codes left.')
      : text(
          n === 1 ? 'Ein Code ist noch gültig.' : `${n} Codes sind noch gültig.`,
          n === 1 ? 'One code is still valid.' : `${n} codes are still valid.`,
        ),
  make: text('Codes erzeugen', 'Make codes'),
  makeNew: text('Neue Codes erzeugen', 'Make new codes'),
  makeWhat: text('Sie bekommen zehn Codes, die je einmal gelten.', 'You get ten codes that work once each.'),
  replaceWhat: text(
    'Sie bekommen zehn neue Codes. Die bisherigen gelten dann nicht mehr.',
    'You get ten new codes. Those that you have stop working.',
  ),
  makeNow: text('Jetzt erzeugen', 'Make them now'),
  password: text('Passwort ändern', 'Change the password'),
  passwordSet: text('Passwort setzen', 'Set a password'),
  passwordLead: text('Alle anderen Sitzungen enden dann.', 'All other sessions then end.'),
  passwordNone: text(
    'Sie melden sich ohne Passwort an. Ein Passwort ist nicht nötig, Sie können aber eines setzen.',
    'You sign in without a password. You need none, but you may set one.',
  ),
  passwordDone: text(
    'Das neue Passwort gilt; andere Sitzungen sind beendet.',
    'The new password is in force; other sessions have ended.',
  ),
}
