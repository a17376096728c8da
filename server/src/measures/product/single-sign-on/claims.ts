import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { identityProvider } from './checks/identity-provider.ts'
import { providers } from './checks/providers.ts'
import { required } from './checks/required.ts'

export const measure = defineMeasure({
  id: 'single-sign-on',
  chapter: 'product',
  title: text('Einmalanmeldung', 'Single sign-on'),
  claims: [
    defineClaim({
      id: 'providers',
      text: text(
        'Alle Nutzerinnen und Nutzer können sich auch über {providers} anmelden.',
        'All users can also sign in with {providers}.',
      ),
      parameters: { providers: ['Google', 'Apple'] },
      basis: 'executed',
      check: providers,
      needs: text(
        'Noch keine Anbindung: Es fehlen die Zugänge bei diesen Anbietern; wer die Installation betreibt, trägt sie unter signIn in nachweis.yaml ein.',
        'No connection yet: the registrations with these providers are missing; whoever operates the installation enters them under signIn in nachweis.yaml.',
      ),
    }),
    defineClaim({
      id: 'identity-provider',
      text: text(
        'Sie können Ihren eigenen Identitätsdienst anbinden; wir unterstützen {protocols}.',
        'You can connect your own identity provider; we support {protocols}.',
      ),
      parameters: { protocols: ['OpenID Connect', 'SAML 2.0'] },
      basis: 'executed',
      check: identityProvider,
      needs: text(
        'Noch keine Anbindung: Es fehlt ein fremder Identitätsdienst je Verfahren, über den sich ein Testkonto anmeldet; die Entwicklung richtet sie ein.',
        'No connection yet: a third-party identity provider for each protocol, through which a test account signs in, is missing; development sets them up.',
      ),
    }),
    defineClaim({
      id: 'required',
      text: text(
        'Sie können verlangen, dass sich alle über Ihren eigenen Identitätsdienst anmelden; jede andere Anmeldung lehnen wir dann ab, außer mit Notfallkonten, die Sie selbst benennen.',
        'You can require everyone to sign in through your own identity provider; we then refuse every other sign-in, except with emergency accounts that you name yourself.',
      ),
      parameters: {},
      basis: 'executed',
      check: required,
      needs: text(
        'Noch keine Anbindung: Es fehlen die Anmeldung über Identitätsdienste und ein Testunternehmen, das sie verlangt; die Entwicklung stellt beides bereit.',
        'No connection yet: sign-in through identity providers and a test company that requires it are missing; development provides both.',
      ),
    }),
  ],
})
