import { text } from '@nachweis/console'

/** The two rules about second factors: their name, and what happens to whom. */
export const secondFactorRules = {
  encouraged: {
    title: text('Empfohlen', 'Encouraged'),
    sentence: text(
      'Wer keinen zweiten Faktor hat, kommt mit dem Passwort hinein und wird daran erinnert. Wer einen hat, wird immer danach gefragt.',
      'Whoever has no second factor gets in with the password and is reminded of it. Whoever has one is always asked for it.',
    ),
  },
  required: {
    title: text('Pflicht', 'Required'),
    sentence: text(
      'Wer keinen zweiten Faktor hat, kann nach der Anmeldung nur noch einen einrichten; alles andere öffnet sich danach.',
      'Whoever has no second factor can only set one up after signing in; everything else opens after that.',
    ),
  },
} as const
