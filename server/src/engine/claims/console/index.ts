import { defineConsole, text } from '@nachweis/console'

/** Measures, claims and their evidence, for staff. */
export const claimsConsole = defineConsole({
  screens: [
    {
      path: '/measures',
      title: text('Alle Maßnahmen', 'All measures'),
      about: text(
        'Alles, was die öffentliche Seite verspricht, nach Kapiteln und mit dem berechneten Stand.',
        'Everything that the public page promises, by chapter and with its computed status.',
      ),
      audience: 'staff',
      load: async () => (await import('./measures-screen.tsx')).MeasuresScreen,
    },
  ],
})
