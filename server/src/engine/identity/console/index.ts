import { defineConsole, text } from '@nachweis/console'

/** Ways in, before anybody is signed in. */
const arrival = [
  {
    path: '/sign-in',
    title: text('Anmelden', 'Sign in'),
    about: text(
      'Hier melden Sie sich mit Passwort, Passkey oder Firmenkonto an.',
      'Here you sign in with a password, a passkey or a company account.',
    ),
    load: async () => (await import('./sign-in-screen.tsx')).SignInScreen,
  },
  {
    path: '/sign-in/second-factor',
    title: text('Zweiter Schritt', 'Second step'),
    about: text(
      'Nach dem Firmenkonto fehlt noch Ihr zweiter Faktor.',
      'After the company account your second factor is still missing.',
    ),
    load: async () => (await import('./sign-in-screen.tsx')).SecondStepScreen,
  },
  {
    path: '/setup/$secret',
    title: text('Einrichtung', 'Set-up'),
    about: text('Der erste Inhaber dieser Installation.', 'The first owner of this installation.'),
    load: async () => (await import('./setup-screen.tsx')).SetupScreen,
  },
  {
    path: '/invitation/$secret',
    title: text('Einladung', 'Invitation'),
    about: text('Ein Konto, zu dem jemand Sie eingeladen hat.', 'An account that somebody invited you to.'),
    load: async () => (await import('./invitation-screen.tsx')).InvitationScreen,
  },
  {
    path: '/reset',
    title: text('Zugang wiederherstellen', 'Recover your access'),
    about: text('Fordert einen Link für ein neues Passwort an.', 'Asks for a link to a new password.'),
    load: async () => (await import('./reset-request-screen.tsx')).ResetRequestScreen,
  },
  {
    path: '/reset-password/$secret',
    title: text('Neues Passwort', 'New password'),
    about: text(
      'Setzt mit dem Link aus der Mail ein neues Passwort.',
      'Sets a new password by the link in the mail.',
    ),
    load: async () => (await import('./reset-screen.tsx')).ResetScreen,
  },
  {
    path: '/not-me/$secret',
    title: text('Das war ich nicht', 'This was not me'),
    about: text(
      'Beendet alles, was in Ihrem Konto offen ist.',
      'Ends everything that is open in your account.',
    ),
    load: async () => (await import('./not-me-screen.tsx')).NotMeScreen,
  },
  {
    path: '/enrol',
    title: text('Zweiten Faktor einrichten', 'Set up a second factor'),
    about: text(
      'Ohne ihn lässt Ihre Organisation niemanden weiter.',
      'Without it your organisation lets nobody go on.',
    ),
    load: async () => (await import('./enrol-screen.tsx')).EnrolScreen,
  },
].map((screen) => ({ ...screen, audience: 'public' as const }))

/** One's own account. */
const account = [
  {
    path: '/account',
    title: text('Profil', 'Profile'),
    about: text(
      'Ihr Name, Ihre Sprache und was Sie hier sind.',
      'Your name, your language and what you are here.',
    ),
    load: async () => (await import('./profile-screen.tsx')).ProfileScreen,
  },
  {
    path: '/account/security',
    title: text('Anmeldung und Sicherheit', 'Sign-in and security'),
    about: text(
      'Passkeys, Authentifizierungs-Apps, Wiederherstellungscodes und Passwort. Jede Änderung fragt noch einmal, ob Sie es sind, und wird Ihnen per Mail gemeldet.',
      'Passkeys, authenticator apps, recovery codes and password. Every change asks once more whether it is you, and you are told of it by mail.',
    ),
    load: async () => (await import('./security-screen.tsx')).SecurityScreen,
  },
  {
    path: '/account/sessions',
    title: text('Sitzungen', 'Sessions'),
    about: text(
      'Jedes Gerät, auf dem Sie angemeldet sind, und womit. Was Sie nicht kennen, beenden Sie hier.',
      'Every device on which you are signed in, and by what. End here what you do not know.',
    ),
    load: async () => (await import('./sessions-screen.tsx')).SessionsScreen,
  },
  {
    path: '/account/tokens',
    title: text('Persönliche Zugangsschlüssel', 'Personal tokens'),
    about: text(
      'Für Programme, die in Ihrem Namen arbeiten: mit eigenen Rechten, einem Ablauf und einem Geheimnis, das einmal gezeigt wird.',
      'For programs that work in your name: with permissions of their own, an expiry and a secret that is shown once.',
    ),
    load: async () => (await import('./tokens-screen.tsx')).TokensScreen,
  },
  {
    path: '/account/activity',
    title: text('Meine Aktivität', 'My activity'),
    about: text(
      'Was mit Ihrem Konto geschah, aus dem Protokoll.',
      'What happened with your account, from the log.',
    ),
    load: async () => (await import('./my-activity-screen.tsx')).MyActivityScreen,
  },
].map((screen) => ({ ...screen, area: 'account' as const }))

export { adminConsole } from './admin-index.ts'

/** Sign-in and what stands around it, and one's own account. */
export const identityConsole = defineConsole({
  screens: [...arrival, ...account],
  actions: [{ label: text('Passkey hinzufügen', 'Add a passkey'), href: '/account/security?add=passkey' }],
  stepUp: async () => (await import('./step-up-form.tsx')).StepUpForm,
})
