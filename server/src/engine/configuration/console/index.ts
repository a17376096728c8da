import { defineConsole, text } from '@nachweis/console'

/** Where the operator's declarations are made without an editor. */
export const configurationConsole = defineConsole({
  screens: [
    {
      path: '/first-steps',
      title: text('Einrichtung', 'Set-up'),
      about: text(
        'Wer der Anbieter ist, was geprüft wird, welche Teams wofür stehen und wer mitarbeitet. Alles steht danach in nachweis.yaml und lässt sich hier jederzeit ändern.',
        'Who the provider is, what is checked, which teams answer for what and who takes part. All of it then stands in nachweis.yaml and can be changed here at any time.',
      ),
      area: 'administration',
      audience: 'staff',
      permission: 'configuration:change',
      load: async () => (await import('./first-steps-screen.tsx')).FirstStepsScreen,
    },
  ],
})
