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
        'Sobald die Installation läuft, meldet sich die Prüfung über je einen eigenen Identitätsdienst für jedes Verfahren an.',
        'Once the installation runs, the check signs in through an identity provider of its own for each protocol.',
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
        'Sobald die Installation läuft, verlangt die Prüfung in einem eigenen Unternehmen die Anmeldung über den Identitätsdienst und versucht jeden anderen Weg.',
        'Once the installation runs, the check requires sign-in through the identity provider in a company of its own and tries every other way.',
      ),
    }),
  ],
})
