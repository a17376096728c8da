import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import { agreement } from './checks/agreement.ts'
import { synchronised } from './checks/synchronised.ts'

const noTimeServers = text(
  'Es sind noch keine Zeitserver eingetragen (nachweis.yaml, „timeServers“).',
  'No time servers are entered yet (nachweis.yaml, “timeServers”).',
)

export const measure = defineMeasure({
  id: 'time',
  chapter: 'infrastructure',
  title: text('Genaue Zeit', 'Accurate time'),
  claims: [
    defineClaim({
      id: 'synchronised',
      text: text(
        'Unsere Zeitserver sind synchronisiert und weichen nachweislich höchstens {maxMilliseconds Millisekunden} von der Referenzzeit ab.',
        'Our time servers are synchronised and provably deviate from the reference time by at most {maxMilliseconds milliseconds}.',
      ),
      parameters: { maxMilliseconds: 500 },
      basis: 'executed',
      check: synchronised,
      needs: noTimeServers,
    }),
    defineClaim({
      id: 'agreement',
      text: text(
        'Die Uhr, nach der wir aufzeichnen, stimmt mit mindestens {quorum Zeitservern} und mit der Mehrheit aller antwortenden auf {maxMilliseconds Millisekunden} überein.',
        'The clock by which we record agrees with at least {quorum time servers}, and with the majority of all that answer, to within {maxMilliseconds milliseconds}.',
      ),
      parameters: { quorum: 2, maxMilliseconds: 500 },
      basis: 'executed',
      check: agreement,
      needs: noTimeServers,
    }),
    defineClaim({
      id: 'outside-review',
      text: text(
        'Unabhängige Prüfer begutachten, ob unsere Uhren genau genug für die Abrechnung sind (§ 63 TKG).',
        'Independent auditors review whether our clocks are accurate enough for billing (section 63 of the German Telecommunications Act, TKG).',
      ),
      parameters: {},
      basis: 'certified',
      needs: text(
        'Es fehlt das Gutachten eines unabhängigen Prüfers zur Abrechnungsgenauigkeit, mit Datum und Geltungsdauer.',
        'The report of an independent auditor on billing accuracy is missing, with its date and period of validity.',
      ),
    }),
    defineClaim({
      id: 'billing-clock',
      text: text(
        'Testanrufe belegen, dass Beginn, Ende und Dauer von Verbindungen richtig erfasst werden.',
        'Test calls prove that start, end and duration of connections are recorded correctly.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Es fehlt ein Messpunkt, der Testanrufe führt und sie mit den Einzelverbindungsdaten der Abrechnung vergleicht.',
        'A measuring point is missing that makes test calls and compares them with the call records used for billing.',
      ),
    }),
  ],
})
