import { text } from '../../../server/src/kernel/language.ts'
import { defineConsole } from '../screen.ts'

export const homeConsole = defineConsole({
  screens: [
    {
      path: '/',
      title: text('Übersicht', 'Overview'),
      about: text(
        'Der Stand aller Aussagen auf einen Blick: was gescheitert oder veraltet ist, steht oben, und was als Nächstes abläuft, darunter.',
        'The status of all claims at a glance: what fails or is stale stands on top, what runs out next below it.',
      ),
      load: async () => (await import('./overview.tsx')).Overview,
    },
  ],
})
