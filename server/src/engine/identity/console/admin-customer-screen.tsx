import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ConfirmDialog,
  Loaded,
  Notice,
  PageHead,
  queryOf,
  Tabs,
  text,
  useChange,
  useMay,
  useQueryState,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { closeCustomer, listCustomers, reopenCustomer, showOrganisation } from '../contract/organisations.ts'
import { ActivityList } from './admin-activity-list.tsx'
import { InviteDialog } from './admin-invite.tsx'
import { useMayIn } from './admin-may.ts'
import { PeopleList } from './admin-people-list.tsx'
import { Rules } from './admin-rules.tsx'
import { SignOnFacts } from './admin-sign-on-facts.tsx'

type Organisation = z.output<typeof showOrganisation.output>

/** One customer, as the provider's staff see it. */
export function CustomerScreen({ params }: ScreenProps): ReactNode {
  const organisation = params['customer'] ?? ''
  const query = useQuery(queryOf(showOrganisation, { params: { organisation } }))
  return <Loaded query={query}>{(customer) => <Customer customer={customer} />}</Loaded>
}

function Customer({ customer }: { readonly customer: Organisation }) {
  const { id, name } = customer
  const may = useMayIn(id)
  const mayClose = useMay()('customers:change')
  const [inviting, setInviting] = useQueryState('invite')
  const [isAsking, ask] = useState(false)
  const isOpen = customer.state === 'active'
  const mayInvite = may('identity:invite') && isOpen
  const invite = () => setInviting('yes')
  return (
    <>
      <PageHead
        title={text(name, name)}
        crumbs={[{ label: words.customers, href: '/customers' }]}
        actions={
          <>
            {mayInvite && <Button weight="strong" label={words.invite} onPress={invite} />}
            {mayClose && <Button label={isOpen ? words.close : words.reopen} onPress={() => ask(true)} />}
          </>
        }
      />
      {!isOpen && <Closed />}
      <Tabs
        label={text(name, name)}
        tabs={[
          {
            id: 'people',
            label: words.people,
            content: (
              <PeopleList
                organisation={id}
                kind="customer"
                here={`/customers/${id}`}
                hrefOf={(person) => `/customers/${id}/people/${person}`}
                onInvite={mayInvite ? invite : null}
              />
            ),
          },
          { id: 'rules', label: words.rules, content: <Rules organisation={id} /> },
          { id: 'sign-on', label: words.signOn, content: <SignOnFacts organisation={id} /> },
          { id: 'activity', label: words.activity, content: <ActivityList organisation={id} /> },
        ]}
      />
      {mayInvite && (
        <InviteDialog
          organisation={id}
          kind="customer"
          isOpen={inviting !== ''}
          onClose={() => setInviting('')}
        />
      )}
      {isAsking && isOpen && <Close customer={customer} onClose={() => ask(false)} />}
      {isAsking && !isOpen && <Reopen customer={customer} onClose={() => ask(false)} />}
    </>
  )
}

function Closed() {
  const t = useText()
  return (
    <Notice tone="warning" title={words.closed}>
      <p>{t(words.closedWhat)}</p>
    </Notice>
  )
}

const renews = [showOrganisation, listCustomers, listActivity]

interface DialogProps {
  readonly customer: Organisation
  readonly onClose: () => void
}

function Close({ customer, onClose }: DialogProps) {
  const t = useText()
  const change = useChange(closeCustomer, {
    renews,
    done: ({ sessionsEnded }) => words.closedNow(sessionsEnded),
    after: onClose,
  })
  return (
    <ConfirmDialog
      title={words.closeTitle(customer.name)}
      isOpen
      onClose={onClose}
      action={words.close}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { customer: customer.id } })}
    >
      <p>{t(words.closeWhat(customer.people))}</p>
    </ConfirmDialog>
  )
}

function Reopen({ customer, onClose }: DialogProps) {
  const t = useText()
  const change = useChange(reopenCustomer, { renews, done: words.reopened, after: onClose })
  return (
    <ConfirmDialog
      title={words.reopenTitle(customer.name)}
      isOpen
      onClose={onClose}
      kind="harmless"
      action={words.reopen}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ params: { customer: customer.id } })}
    >
      <p>{t(words.reopenWhat)}</p>
    </ConfirmDialog>
  )
}

const words = {
  customers: text('Kunden', 'Customers'),
  people: text('Personen', 'People'),
  rules: text('Anmelderegeln', 'Sign-in rules'),
  signOn: text('Einmalanmeldung', 'Single sign-on'),
  activity: text('Aktivität', 'Activity'),
  invite: text('Person einladen', 'Invite a person'),
  close: text('Kunde schließen', 'Close the customer'),
  reopen: text('Kunde wieder öffnen', 'Reopen the customer'),
  closed: text('Dieser Kunde ist geschlossen', 'This customer is closed'),
  closedWhat: text(
    'Niemand von dort kann sich anmelden, und die Zugangsschlüssel wirken nicht. Personen und Daten sind noch da.',
    'Nobody of it can sign in, and its tokens do not work. People and data are still there.',
  ),
  closeTitle: (name: string) => text(`${name} schließen?`, `Close ${name}?`),
  closeWhat: (n: number) =>
    text(
      `${n === 1 ? 'Eine aktive Person wird' : `${n} aktive Personen werden`} sofort abgemeldet und ${n === 1 ? 'kann' : 'können'} sich nicht mehr anmelden; Zugangsschlüssel wirken nicht mehr. Personen und Daten bleiben, und Sie können den Kunden wieder öffnen.`,
      `${n === 1 ? 'One active person is' : `${n} active people are`} signed out at once and cannot sign in any more; tokens stop working. People and data stay, and you can reopen the customer.`,
    ),
  closedNow: (n: number) =>
    text(
      `Der Kunde ist geschlossen. Beendete Sitzungen: ${n}.`,
      `The customer is closed. Sessions ended: ${n}.`,
    ),
  reopenTitle: (name: string) => text(`${name} wieder öffnen?`, `Reopen ${name}?`),
  reopenWhat: text(
    'Die aktiven Personen können sich wieder anmelden, und gültige Zugangsschlüssel wirken wieder.',
    'Its active people can sign in again, and valid tokens work again.',
  ),
  reopened: text('Der Kunde ist wieder offen.', 'The customer is open again.'),
}
