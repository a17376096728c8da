/** German words of the page that explains the method. */
export const howDe = {
  title: 'So funktioniert es',
  lead: 'Auf dieser Seite kann niemand einen Stand eintippen. Er wird aus Nachweisen berechnet, die Sie selbst prüfen können.',
  picture:
    'Der Weg einer Aussage: Versprechen, Prüfung, Nachweis, Protokoll, Seite und schließlich Sie, die oder der nachprüft.',
  steps: {
    promise: 'Versprechen',
    promiseText: 'Ein Satz, wahr oder falsch',
    check: 'Prüfung',
    checkText: 'Wir führen ihn aus',
    evidence: 'Nachweis',
    evidenceText: 'Was wir sahen, bis wann es gilt',
    log: 'Protokoll',
    logText: 'Nur anhängen, nie ändern',
    page: 'Seite',
    pageText: 'Berechnet, nie getippt',
    you: 'Sie',
    youText: 'Rechnen alles nach',
  },
  statuses: 'Vier Stände, vier Formen',
  statusesIntro:
    'Jede Aussage hat genau einen Stand. Eine Maßnahme ist so gut wie ihre schlechteste Aussage.',
  statusText: {
    holding: 'Für jedes Ziel liegt ein Nachweis vor, er bestätigt den Satz und ist noch gültig.',
    failing:
      'Mindestens ein Nachweis widerspricht dem Satz. Das verjährt nicht: Nur ein neuer, bestätigender Nachweis ändert es.',
    stale:
      'Der letzte bestätigende Nachweis ist abgelaufen. Wer aufhört zu prüfen, verliert den guten Stand.',
    unknown:
      'Es gibt noch keinen schlüssigen Nachweis, oder die Aussage wurde zurückgezogen. Beides zählt nie als erfüllt.',
  },
  bases: 'Fünf Grundlagen',
  basesIntro:
    'Nicht jede Aussage lässt sich ausführen. Darum steht bei jeder, worauf sie sich stützt. „Bewiesen“ heißt nur die erste Grundlage.',
  bar: 'Die 90-Tage-Leiste',
  barText:
    'Jede Spalte ist ein Tag: volle Höhe gilt, halbe Höhe war veraltet, ein Stumpf ist ohne Nachweis, und was durch die Grundlinie ' +
    'bricht, ist gescheitert. Die leere Linie liegt vor der Veröffentlichung der Aussage.',
  barExample:
    'Beispiel: erst noch nicht veröffentlicht, dann ohne Nachweis, dann gültig, mit einem veralteten und zwei gescheiterten Tagen',
  log: 'Das Protokoll',
  logText:
    'Jeder Nachweis und jede Änderung eines Standes wird an ein Protokoll angehängt, das sich nur verlängern lässt (ein Merkle-Baum ' +
    'nach RFC 6962). Sein Prüfpunkt ist signiert. Änderten oder entfernten wir einen alten Eintrag, passte kein späterer Prüfpunkt mehr dazu.',
  logPrivacy:
    'Ein Eintrag verrät nichts von selbst: Im Protokoll stehen gesalzene Prüfsummen. So bleibt die Kette auch dann prüfbar, wenn ein Datensatz gelöscht werden muss.',
  verify: 'Wie Sie es nachprüfen',
  verifySteps: {
    browser:
      'Im Browser: Öffnen Sie eine Aussage und wählen Sie „Im Browser prüfen“. Ihr Browser rechnet den Beweis selbst nach.',
    everything:
      'Alles auf einmal, mit dem freien Prüfprogramm auf Ihrem Rechner. Es lädt das Protokoll, rechnet die ganze Seite nach und meldet jede Abweichung:',
    own: 'Mit eigenen Werkzeugen: Das Protokoll verwendet die offenen Formate von C2SP, die Daten liegen als JSON bereit.',
  },
  sources: 'Quellen',
  trustJson: 'Die ganze Seite als JSON',
  checkpoint: 'Signierter Prüfpunkt',
  key: 'Öffentlicher Schlüssel des Protokolls',
  limits: 'Was das nicht beweist',
  limitsText:
    'Ein Nachweis zeigt, was eine Prüfung zu einer Zeit an einem Ziel gesehen hat. Er zeigt nicht, was niemand geprüft hat. ' +
    'Darum stehen Umfang, Zeitpunkt und Methode immer dabei.',
}
