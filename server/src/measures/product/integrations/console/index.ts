import { defineConsole, text } from '@nachweis/console'

/** The programming interface, to read and to try. */
export const integrationsConsole = defineConsole({
  screens: [
    {
      path: '/api',
      title: text('Programmierschnittstelle', 'Programming interface'),
      about: text(
        'Jede Adresse der REST-Schnittstelle mit ihren Angaben, dem nötigen Recht und einem Feld zum Ausprobieren. Was Sie hier senden, geschieht wirklich, mit Ihren Rechten oder denen eines Tokens.',
        'Every address of the REST interface with its parameters, the permission that it needs and a form to try it. What you send here really happens, with your permissions or those of a token.',
      ),
      area: 'product',
      load: async () => (await import('./api-screen.tsx')).ApiScreen,
    },
    {
      path: '/api/$operation',
      title: text('Aufruf', 'Operation'),
      about: text(
        'Ein Aufruf der Schnittstelle: Angaben ausfüllen, senden, Antwort ansehen, als curl-Befehl mitnehmen.',
        'One operation of the interface: fill in, send, look at the answer, take it along as a curl command.',
      ),
      load: async () => (await import('./operation-screen.tsx')).OperationScreen,
    },
  ],
})
