import type { Text } from 'nachweis-verify'
import { text } from '@nachweis/console'
import type { Erasure } from './retention-words.ts'

/** What a state is called, and what it means. */
export const erasureStateWords: Readonly<
  Record<Erasure['state'], { readonly name: Text; readonly what: Text }>
> = {
  looking: {
    name: text('Sucht', 'Searching'),
    what: text('Die Sitzungen der Person werden gesucht.', 'The sessions of the person are searched for.'),
  },
  erasing: {
    name: text('Löscht', 'Erasing'),
    what: text('Ihre Ereignisse werden gelöscht.', 'Their events are being erased.'),
  },
  rewriting: {
    name: text('Räumt auf', 'Cleaning up'),
    what: text(
      'Die Ereignisse sind gelöscht, niemand findet sie mehr. Die Dateien der Datenbank werden neu geschrieben, damit auch dort keine Reste bleiben.',
      'The events are erased, nobody finds them any more. The files of the database are being written anew, so that nothing is left there either.',
    ),
  },
  done: {
    name: text('Fertig', 'Done'),
    what: text(
      'Alles, was gelöscht werden durfte, ist gelöscht, auch aus den Dateien der Datenbank.',
      'Everything that could be erased is erased, from the files of the database too.',
    ),
  },
  failed: {
    name: text('Abgebrochen', 'Stopped'),
    what: text('Die Löschung ist nicht zu Ende gekommen.', 'The erasure did not come to its end.'),
  },
}

/** Why an erasure stopped. */
export const erasureProblemWords: Readonly<Record<string, Text>> = {
  'too-many-sessions': text(
    'Unter diesem Namen gibt es zu viele Sitzungen: Das ist keine Person, sondern ein Programm. Lassen Sie dessen Ereignisse nach ihrer Frist gehen.',
    'There are too many sessions under this name: that is no person, but a program. Let its events go by their period.',
  ),
}
