import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'access',
  chapter: 'data',
  title: text('Zugriffsrechte', 'Access rights'),
  claims: [
    defineClaim({
      id: 'role-based',
      text: text(
        'Jedes Recht, das in unseren Systemen eingerichtet ist, folgt aus einer Rolle und geht nicht über das hinaus, was diese Rolle braucht.',
        'Every access right set up in our systems follows from a role and does not go beyond what that role needs.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen das Rollenverzeichnis und der Lesezugang, mit dem wir die eingerichteten Rechte dagegen abgleichen; die interne IT stellt beides bereit.',
        'No register yet: the register of roles and the read access with which we compare the rights set up are missing; internal IT provides both.',
      ),
    }),
    defineClaim({
      id: 'process',
      text: text(
        'Rechte werden nur auf Antrag vergeben, geändert und gelöscht, und jeder Antrag ist mit seiner Entscheidung aufgezeichnet.',
        'Rights are granted, changed and deleted only on request, and every request is recorded with its decision.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch kein Verzeichnis: Es fehlen die Vorgänge zu Anträgen auf Rechte; die interne IT führt sie, sobald die Entwicklung sie bereitstellt.',
        'No register yet: the cases on requests for rights are missing; internal IT keeps them once development provides them.',
      ),
    }),
    defineClaim({
      id: 'administrative',
      text: text(
        'Administrative Rechte werden nur eingerichtet, wenn sie für die Rolle vorab freigegeben oder im Einzelfall vorher genehmigt sind.',
        'Administrative rights are set up only if they are pre-approved for the role or were individually approved beforehand.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt ein Versuch ohne Freigabe, den die Rechtevergabe abweisen muss; die interne IT richtet ihn ein.',
        'No measuring point yet: an attempt without approval that provisioning must refuse is missing; internal IT sets it up.',
      ),
    }),
  ],
})
