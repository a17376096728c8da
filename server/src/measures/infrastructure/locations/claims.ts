import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'locations',
  chapter: 'infrastructure',
  title: text('Standorte', 'Locations'),
  claims: [
    defineClaim({
      id: 'country',
      text: text(
        'Alle Systeme, auf denen unsere Produkte laufen, stehen in Rechenzentren in Deutschland.',
        'All systems that our products run on are located in data centres in Germany.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlt das Verzeichnis der Rechenzentren, mit dem wir Adressen und Netzwege vergleichen; der Netzbetrieb trägt die Standorte ein.',
        'No register yet: the register of data centres with which we compare addresses and routes is missing; network operations enter the sites.',
      ),
    }),
    defineClaim({
      id: 'certified',
      text: text(
        'Jedes Rechenzentrum, das wir nutzen, ist nach {standard} zertifiziert.',
        'Every data centre that we use is certified to {standard}.',
      ),
      parameters: { standard: 'ISO 27001' },
      basis: 'certified',
      needs: text(
        'Noch kein Dokument: Es fehlen die Zertifikate der Rechenzentren mit Geltungsbereich und Ablaufdatum; der Einkauf fordert sie an und hinterlegt sie.',
        'No document yet: the certificates of the data centres with scope and expiry date are missing; procurement requests and files them.',
      ),
    }),
    defineClaim({
      id: 'recertified',
      text: text(
        'Jedes Zertifikat eines Rechenzentrums wird erneuert, bevor es abläuft.',
        'Every certificate of a data centre is renewed before it expires.',
      ),
      parameters: {},
      basis: 'certified',
      needs: text(
        'Noch kein Dokument: Es fehlen die bisherigen Zertifikate jedes Rechenzentrums; der Einkauf hinterlegt sie mit Beginn und Ende ihrer Gültigkeit.',
        'No document yet: the earlier certificates of each data centre are missing; procurement files them with the beginning and end of their validity.',
      ),
    }),
    defineClaim({
      id: 'redundant',
      text: text(
        'Jeder unserer Dienste läuft in mindestens {sites Rechenzentren}.',
        'Each of our services runs in at least {sites data centres}.',
      ),
      parameters: { sites: 2 },
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlen die Zuordnung jedes Dienstes zu seinen Rechenzentren und eine Messung in jedem davon; der Netzbetrieb richtet beides ein.',
        'No measuring point yet: the assignment of each service to its data centres and a measurement in each of them are missing; network operations set up both.',
      ),
    }),
  ],
})
