import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'operations-centre',
  chapter: 'corporate',
  title: text('Sicherheitszentrale', 'Security operations centre'),
  claims: [
    defineClaim({
      id: 'round-the-clock',
      text: text(
        'Unsere Sicherheitszentrale ist rund um die Uhr erreichbar, an jedem Tag des Jahres.',
        'Our security operations centre can be reached around the clock, on every day of the year.',
      ),
      parameters: {},
      basis: 'executed',
      restsOn: ['incidents/round-the-clock'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus der Aussage zur Annahme von Alarmen beim Umgang mit Vorfällen.',
        'Nothing of its own: the status follows solely from the claim about acknowledging alerts in incident response.',
      ),
    }),
    defineClaim({
      id: 'handling',
      text: text(
        'Unsere Sicherheitszentrale bearbeitet jeden Vorfall nach festgelegten Abläufen, vom Eingang der Meldung bis zur Abstimmung mit betroffenen Kunden.',
        'Our security operations centre handles every incident by defined procedures, from the incoming report to coordination with affected customers.',
      ),
      parameters: {},
      basis: 'observed',
      restsOn: ['incidents/playbooks', 'incidents/intake', 'incidents/reviewed', 'incidents/customers'],
      needs: text(
        'Nichts Eigenes: Der Stand folgt allein aus den Aussagen zum Umgang mit Vorfällen.',
        'Nothing of its own: the status follows solely from the claims about incident response.',
      ),
    }),
    defineClaim({
      id: 'weaknesses',
      text: text(
        'Ein eigenes Team sucht nach Schwachstellen und beseitigt kritische binnen {critical Tagen}, schwere binnen {high Tagen}.',
        'A separate team searches for weaknesses and removes critical ones within {critical days}, serious ones within {high days}.',
      ),
      parameters: { critical: 7, high: 30 },
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Schwachstellen mit Schweregrad, Fund und Beseitigung; das Schwachstellenteam trägt sie ein.',
        'No register yet: the register of weaknesses with severity, discovery and removal is missing; the weakness team enters them.',
      ),
    }),
  ],
})
