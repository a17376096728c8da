import type { Basis, Chapter, Status, Text, Verdict } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'

/** Words that the public page uses too; page-words.test.ts compares them. */
export const chapterWords: Readonly<Record<Chapter, Text>> = {
  legal: text('Rechtliches', 'Legal'),
  infrastructure: text('Infrastruktur', 'Infrastructure'),
  corporate: text('Unternehmen', 'Company'),
  product: text('Produkt', 'Product'),
  data: text('Daten', 'Data'),
  endpoint: text('Endgeräte', 'Devices'),
  ai: text('KI', 'AI'),
  privacy: text('Privatsphäre', 'Privacy'),
  documents: text('Dokumente', 'Documents'),
}

export const statusWords: Readonly<Record<Status, Text>> = {
  holding: text('Gilt', 'Holds'),
  failing: text('Gescheitert', 'Failing'),
  stale: text('Veraltet', 'Stale'),
  unknown: text('Ohne Nachweis', 'No evidence'),
}

export const provenWords: Readonly<Record<Basis, Text>> = {
  executed: text('Bewiesen durch Ausführung', 'Proven by execution'),
  observed: text('Beobachtet', 'Observed'),
  attested: text('Bestätigt', 'Attested'),
  certified: text('Zertifiziert', 'Certified'),
  contractual: text('Vereinbart', 'Agreed'),
}

export const verdictWords: Readonly<Record<Verdict, Text>> = {
  holds: text('erfüllt', 'holds'),
  fails: text('nicht erfüllt', 'fails'),
  unknown: text('ohne Ergebnis', 'inconclusive'),
}

export const basisWords: Readonly<Record<Basis, Text>> = {
  executed: text(
    'Ausführung: Wir tun, was der Satz sagt, und halten das Ergebnis fest.',
    'Execution: we do what the sentence says and record the result.',
  ),
  observed: text(
    'Beobachtung: gelesen aus den Aufzeichnungen der Systeme selbst.',
    'Observation: read from the records of the systems themselves.',
  ),
  attested: text(
    'Bestätigung: von einer namentlich benannten Rolle unterschrieben.',
    'Attestation: signed by a named role.',
  ),
  certified: text(
    'Zertifikat: von einer unabhängigen Stelle ausgestellt.',
    'Certificate: issued by an independent body.',
  ),
  contractual: text('Vereinbarung: vertraglich zugesichert.', 'Agreement: assured by contract.'),
}
