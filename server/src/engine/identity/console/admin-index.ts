import { defineConsole, text } from '@nachweis/console'

const own = [
  {
    path: '/people',
    title: text('Personen', 'People'),
    about: text(
      'Wer hier ein Konto hat: einladen, Rollen geben, deaktivieren, zweite Faktoren zurücksetzen, Sitzungen beenden.',
      'Who has an account here: invite, give roles, deactivate, reset second factors, end sessions.',
    ),
    area: 'administration' as const,
    permission: 'identity:read-people' as const,
    load: async () => (await import('./admin-people-screen.tsx')).PeopleScreen,
  },
  {
    path: '/people/$person',
    title: text('Person', 'Person'),
    about: text(
      'Eine Person mit Rollen, Faktoren, Sitzungen und Aktivität. Unter „Ändern“ steht, was Sie tun können.',
      'A person with roles, factors, sessions and activity. Under “Change” stands what you can do.',
    ),
    permission: 'identity:read-people' as const,
    load: async () => (await import('./admin-person-screen.tsx')).PersonScreen,
  },
  {
    path: '/sign-in-rules',
    title: text('Anmelderegeln', 'Sign-in rules'),
    about: text(
      'Ob ein zweiter Faktor Pflicht ist, wer im Notfall hineinkommt, und welcher Weg welche Stufe gibt.',
      'Whether a second factor is required, who gets in in an emergency, and which way gives which level.',
    ),
    area: 'administration' as const,
    permission: 'identity:read-rules' as const,
    load: async () => (await import('./admin-rules-screen.tsx')).RulesScreen,
  },
  {
    path: '/sign-on',
    title: text('Einmalanmeldung', 'Single sign-on'),
    about: text(
      'Die Anmeldung mit dem Firmenkonto: Domains nachweisen, Identitätsanbieter eintragen, probieren, zur Pflicht machen, Konten über SCIM abgleichen.',
      'Sign-in with the company account: prove domains, enter identity providers, test, require, keep accounts in step through SCIM.',
    ),
    area: 'administration' as const,
    permission: 'identity:read-sign-on' as const,
    load: async () => (await import('./admin-sign-on-screen.tsx')).SignOnScreen,
  },
  {
    path: '/sign-on/new',
    title: text('Identitätsanbieter eintragen', 'Add an identity provider'),
    about: text(
      'Eine neue Verbindung als Entwurf: Verfahren, Anbieter, wer hineinkommt und als was.',
      'A new connection as a draft: protocol, provider, who gets in and as what.',
    ),
    permission: 'identity:change-sign-on' as const,
    load: async () => (await import('./admin-new-connection-screen.tsx')).NewConnectionScreen,
  },
  ...['/sign-on/$connection', '/sign-on/$connection/tested'].map((path) => ({
    path,
    title: text('Identitätsanbieter', 'Identity provider'),
    about: text(
      'Eine Verbindung: unsere Werte für den Anbieter, Probeanmeldung, Pflicht, Zertifikate.',
      'A connection: our values for the provider, test sign-in, requirement, certificates.',
    ),
    permission: 'identity:read-sign-on' as const,
    load: async () => (await import('./admin-connection-screen.tsx')).ConnectionScreen,
  })),
  {
    path: '/sign-on/$connection/change',
    title: text('Identitätsanbieter ändern', 'Change the identity provider'),
    about: text('Die Angaben einer Verbindung.', 'The settings of a connection.'),
    permission: 'identity:change-sign-on' as const,
    load: async () => (await import('./admin-new-connection-screen.tsx')).ChangeConnectionScreen,
  },
  {
    path: '/service-tokens',
    title: text('Dienstkonten', 'Service accounts'),
    about: text(
      'Zugangsschlüssel für Programme, die im Namen der Organisation arbeiten, und die persönlichen Ihrer Leute: Rechte, letzte Nutzung, Ablauf, widerrufen.',
      'Tokens for programs that work in the name of the organisation, and the personal ones of your people: permissions, last use, expiry, revoking.',
    ),
    area: 'administration' as const,
    permission: 'identity:read-tokens' as const,
    load: async () => (await import('./admin-service-tokens-screen.tsx')).ServiceTokensScreen,
  },
  {
    path: '/activity',
    title: text('Aktivität', 'Activity'),
    about: text(
      'Was in Ihrer Organisation an Anmeldungen und Änderungen geschah, aus dem Protokoll.',
      'What sign-ins and changes happened in your organisation, from the log.',
    ),
    area: 'administration' as const,
    permission: 'identity:read-activity' as const,
    load: async () => (await import('./admin-activity-screen.tsx')).ActivityScreen,
  },
]

const customers = [
  {
    path: '/customers',
    title: text('Kunden', 'Customers'),
    about: text(
      'Die Organisationen, für die Sie arbeiten: anlegen, ansehen, schließen.',
      'The organisations that you work for: create, look at, close.',
    ),
    area: 'administration' as const,
    load: async () => (await import('./admin-customers-screen.tsx')).CustomersScreen,
  },
  {
    path: '/customers/$customer',
    title: text('Kunde', 'Customer'),
    about: text(
      'Ein Kunde mit seinen Personen, Anmelderegeln, seiner Einmalanmeldung und Aktivität.',
      'A customer with its people, sign-in rules, single sign-on and activity.',
    ),
    load: async () => (await import('./admin-customer-screen.tsx')).CustomerScreen,
  },
  {
    path: '/customers/$customer/people/$person',
    title: text('Person', 'Person'),
    about: text('Eine Person eines Kunden.', 'A person of a customer.'),
    load: async () => (await import('./admin-person-screen.tsx')).PersonScreen,
  },
].map((screen) => ({ ...screen, audience: 'staff' as const, permission: 'customers:read' as const }))

/** What administrators look after: people, customers, rules, single sign-on, tokens, activity. */
export const adminConsole = defineConsole({
  screens: [...own, ...customers],
  actions: [
    {
      label: text('Person einladen', 'Invite a person'),
      href: '/people?invite=yes',
      permission: 'identity:invite',
    },
    {
      label: text('Kunde anlegen', 'Create a customer'),
      href: '/customers?create=yes',
      permission: 'customers:create',
      audience: 'staff',
    },
    {
      label: text('Identitätsanbieter eintragen', 'Add an identity provider'),
      href: '/sign-on/new',
      permission: 'identity:change-sign-on',
    },
    {
      label: text('Dienstkonto anlegen', 'Create a service account'),
      href: '/service-tokens?create=yes',
      permission: 'identity:create-token',
    },
  ],
})
