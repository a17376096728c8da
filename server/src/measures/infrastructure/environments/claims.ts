import { defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'

export const measure = defineMeasure({
  id: 'environments',
  chapter: 'infrastructure',
  title: text('Getrennte Umgebungen', 'Separate environments'),
  claims: [
    defineClaim({
      id: 'separated',
      text: text(
        'Testumgebung und Produktion sind getrennt: Zugangsdaten der einen gelten in der anderen nicht, und kein Netzweg führt von der einen in die andere.',
        'Staging and production are separate: credentials of one do not work in the other, and no network path leads from one to the other.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch kein Messpunkt: Es fehlt in jeder der beiden Umgebungen ein Messpunkt, der von dort den Zugriff auf die andere versucht; der Netzbetrieb richtet sie ein.',
        'No measuring point yet: each of the two environments lacks a measuring point that tries to reach the other from there; network operations set them up.',
      ),
    }),
    defineClaim({
      id: 'release-process',
      text: text(
        'Code gelangt nur über den festgelegten Freigabeprozess in die Produktion.',
        'Code reaches production only through the defined release process.',
      ),
      parameters: {},
      basis: 'observed',
      needs: text(
        'Noch keine Anbindung: Es fehlen die Aufzeichnungen der Freigaben aus dem Auslieferungssystem; die Entwicklung bindet es an.',
        'No connection yet: the release records of the deployment system are missing; development connects it.',
      ),
    }),
    defineClaim({
      id: 'gates',
      text: text(
        'Eine Änderung, die an der statischen Analyse oder an einer anderen Qualitätsschranke scheitert, wird nicht ausgeliefert.',
        'A change that fails static analysis or another quality gate is not released.',
      ),
      parameters: {},
      basis: 'executed',
      needs: text(
        'Noch keine Anbindung: Es fehlen die Berichte der Analysen und eine absichtlich fehlerhafte Änderung, die aufgehalten werden muss; die Entwicklung liefert beides.',
        'No connection yet: the reports of the analyses and a deliberately faulty change that must be stopped are missing; development supplies both.',
      ),
    }),
  ],
})
