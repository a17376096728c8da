import { lazy } from 'react'
import { defineConsole, text } from '@nachweis/console'

/** Measures, claims and their evidence, for staff. */
export const claimsConsole = defineConsole({
  screens: [
    {
      path: '/measures',
      title: text('Alle Maßnahmen', 'All measures'),
      about: text(
        'Alles, was die öffentliche Seite verspricht, nach Kapiteln und mit dem berechneten Stand. Den Stand kann niemand setzen: Er folgt aus den Nachweisen.',
        'Everything that the public page promises, by chapter and with its computed status. Nobody can set a status: it follows from the evidence.',
      ),
      audience: 'staff',
      load: async () => (await import('./measures-screen.tsx')).MeasuresScreen,
    },
    {
      path: '/measures/$measure',
      title: text('Maßnahme', 'Measure'),
      about: text(
        'Die Aussagen einer Maßnahme. Sie ist so gut wie ihre schlechteste Aussage.',
        'The claims of one measure. It is as good as its worst claim.',
      ),
      audience: 'staff',
      load: async () => (await import('./measure-screen.tsx')).MeasureScreen,
    },
    {
      path: '/claims/$measure/$claim',
      title: text('Aussage', 'Claim'),
      about: text(
        'Ein Satz der öffentlichen Seite mit allem, was ihn trägt: Grundlage, Parameter, Verlauf und Nachweise. Hier lässt sich die Prüfung sofort ausführen, ein Wert ändern und die Aussage zurückziehen.',
        'One sentence of the public page with all that carries it: basis, parameters, history and evidence. Run its check at once here, change a value, or withdraw the claim.',
      ),
      audience: 'staff',
      load: async () => (await import('./claim-screen.tsx')).ClaimScreen,
    },
  ],
})

/** What staff see first: the tally, and what needs attention. Part of the overview. */
export const StaffOverview = lazy(async () => ({
  default: (await import('./staff-overview.tsx')).StaffOverview,
}))
