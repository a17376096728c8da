import { text } from '@nachweis/console'

/** Words that several screens of this module say. */
export const words = {
  measures: text('Alle Maßnahmen', 'All measures'),
  claimsHolding: (holding: number, total: number) =>
    text(`${holding} von ${total} Aussagen gelten`, `${holding} of ${total} claims hold`),
  counts: {
    holding: (n: number) => text(n === 1 ? '1 gilt' : `${n} gelten`, n === 1 ? '1 holds' : `${n} hold`),
    failing: (n: number) => text(`${n} gescheitert`, `${n} failing`),
    stale: (n: number) => text(`${n} veraltet`, `${n} stale`),
    unknown: (n: number) => text(`${n} ohne Nachweis`, `${n} without evidence`),
  },
  coverage: (checked: number, total: number) =>
    text(`${checked} von ${total} erfasst`, `${checked} of ${total} covered`),
  checked: text('geprüft', 'checked'),
  neverChecked: text('noch nicht geprüft', 'not checked yet'),
  withdrawn: text('Zurückgezogen', 'Withdrawn'),
  expired: text('Gültigkeit abgelaufen', 'Validity has run out'),
}
