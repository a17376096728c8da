import { defineCheck, defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { hour } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import { judgeBytes, judgeComplete, judgeFork, judgeTail } from './judge.ts'
import { judgeEventsComplete, judgeIndex, judgeKept } from './judge-events.ts'
import { judgeIsolation, judgeSearch } from './judge-search.ts'
import { eventsKept } from './observe-events.ts'
import { logTampering, trialsDefault } from './observe.ts'
import { judgeCentral } from './judge-systems.ts'
import { searchMinutes, searchTried } from './observe-search.ts'
import { order, sources } from './claims-of-sources.ts'
import { systemsHeard } from './observe-systems.ts'

const checked = { version: 1, validityMs: 6 * hour, observer: logTampering } as const
const searchChecked = { version: 1, validityMs: 24 * hour, observer: searchTried } as const
const eventsChecked = { version: 1, validityMs: 6 * hour, observer: eventsKept } as const
const needsLog = text(
  'Sobald das Protokoll geöffnet ist, wird dies stündlich geprüft.',
  'Checked hourly once the log is open.',
)
const needsEvents = text(
  'Sobald die Annahme von Ereignissen geöffnet ist, wird dies stündlich geprüft.',
  'Checked hourly once the intake of events is open.',
)
const needsSearch = text(
  'Sobald die Annahme von Ereignissen geöffnet ist, sendet die Prüfung alle sechs Stunden eigene Ereignisse und sucht nach ihnen.',
  'Once the intake of events is open, the check sends events of its own every six hours and looks for them.',
)

const complete = defineClaim({
  id: 'complete',
  text: text(
    'Jeder Vorgang, den dieses System aufzeichnet, steht spätestens nach {seconds Sekunden} lückenlos und in einheitlicher Form im Protokoll.',
    'Every action that this system records stands in the log after {seconds seconds} at the latest, without gaps and in one form.',
  ),
  parameters: { seconds: 10 },
  basis: 'observed',
  check: defineCheck({
    ...checked,
    method: text(
      'Wir gleichen alle Datensätze mit den Einträgen des Protokolls ab, rechnen die neuesten 10.000 Einträge und eine Stichprobe älterer aus den gespeicherten Datensätzen nach und bilden daraus die unterschriebene Wurzel.',
      'We reconcile all records with the entries of the log, compute the newest 10,000 entries and a sample of older ones again from the stored records, and derive the signed root from them.',
    ),
    judge: judgeComplete,
  }),
  needs: needsLog,
})

const tamperByte = defineClaim({
  id: 'tamper-byte',
  text: text(
    'Ändert jemand auch nur ein Byte des Protokolls, fällt es auf: Jede von {trials} Veränderungen an einer Kopie wird entdeckt.',
    'If anyone changes even one byte of the log, it shows: each of {trials} alterations of a copy is detected.',
  ),
  parameters: { trials: trialsDefault },
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'An einer Kopie des neuesten Teils verändern wir zufällige Bytes in Einträgen, Kacheln, Datensätzen und Salzwerten und prüfen jede mit den Funktionen von nachweis-verify, die auch Außenstehende verwenden. Zur Gegenprobe muss die unveränderte Kopie bestehen.',
      'In a copy of the newest part we change random bytes of entries, tiles, records and salts and verify each with the functions of nachweis-verify that outsiders use. As a control, the unaltered copy must verify.',
    ),
    judge: judgeBytes,
  }),
  needs: needsLog,
})

const tamperTail = defineClaim({
  id: 'tamper-tail',
  text: text(
    'Verschwindet das Ende des Protokolls, merkt es jeder, der einen früheren Stand kennt: Jede von {trials} gekürzten Kopien wird abgelehnt.',
    'If the end of the log vanishes, everyone who knows an earlier head notices: each of {trials} shortened copies is refused.',
  ),
  parameters: { trials: trialsDefault },
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'Wir kürzen Kopien um ein zufälliges Stück und legen sie mit neu berechneter oder alter Unterschrift einer Prüfung vor, die sich den vollständigen Stand gemerkt hat. Zur Gegenprobe muss sie das Original und dessen ehrliche Fortsetzung annehmen.',
      'We shorten copies by a random length and submit them, newly signed or under the old signature, to a verifier that remembers the complete log. As a control, it must accept the original and its honest continuation.',
    ),
    judge: judgeTail,
  }),
  needs: needsLog,
})

const tamperFork = defineClaim({
  id: 'tamper-fork',
  text: text(
    'Eine zweite Fassung des Protokolls fällt selbst mit gültiger Unterschrift jedem auf, der das Original kennt: Jede von {trials} Fälschungen wird abgelehnt.',
    'A second version of the log is noticed by everyone who knows the original, even with a valid signature: each of {trials} forgeries is refused.',
  ),
  parameters: { trials: trialsDefault },
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'Wir tauschen in Kopien einen Eintrag aus, berechnen den ganzen Baum neu und unterschreiben ihn mit einem Wegwerfschlüssel, nie mit dem echten. Ohne Gedächtnis muss die Fälschung bestehen; mit der Erinnerung an das Original muss sie abgelehnt werden.',
      'In copies we replace an entry, compute the whole tree again and sign it with a throw-away key, never with the real one. Without memory the forgery must pass; by a verifier that remembers the original it must be refused.',
    ),
    judge: judgeFork,
  }),
  needs: needsLog,
})

const central = defineClaim({
  id: 'central',
  text: text(
    'Handlungen und Ereignisse aller Systeme, die wir dafür eingetragen haben, laufen an einer zentralen Stelle zusammen: Von jedem ging in den letzten {hours Stunden} etwas ein.',
    'Actions and events of all systems that we have declared for it come together in one central place: something came in from each within the last {hours hours}.',
  ),
  parameters: { hours: 24 },
  basis: 'observed',
  check: defineCheck({
    version: 1,
    validityMs: 2 * hour,
    observer: systemsHeard,
    method: text(
      'Alle 15 Minuten vergleichen wir die Liste unserer Systeme mit den angemeldeten Quellen und mit der Zeit, zu der von jeder zuletzt ein Ereignis gespeichert wurde. Die Liste selbst führen wir; ob sie vollständig ist, misst diese Prüfung nicht.',
      'Every 15 minutes we compare the list of our systems with the registered sources and with the time at which an event of each was stored last. The list itself is kept by us; whether it is complete is not measured by this check.',
    ),
    judge: judgeCentral,
  }),
  needs: text(
    'Es ist noch kein System eingetragen: Wer die Installation betreibt, trägt in nachweis.yaml unter „systems“ jedes System ein, das senden muss, mit „name“ und, wenn sie anders heißt, mit „source“, dem Namen seiner Quelle.',
    'No system is declared yet: whoever operates the installation enters every system that has to send in nachweis.yaml under “systems”, with “name” and, where it is called otherwise, with “source”, the name of its source.',
  ),
})

const ownCentres = defineClaim({
  id: 'own-centres',
  text: text(
    'Diese zentrale Stelle steht in unseren eigenen Rechenzentren.',
    'This central place is located in our own data centres.',
  ),
  parameters: {},
  basis: 'attested',
  needs: text(
    'Noch keine Bestätigung: Es fehlt die unterzeichnete Erklärung des Netzbetriebs, in welchen Rechenzentren Datenbank und Kopien dieses Protokolls stehen und wem sie gehören.',
    'No attestation yet: the signed statement of network operations on the data centres in which the database and the copies of this log are located, and on who owns them, is missing.',
  ),
})

const search = defineClaim({
  id: 'search',
  text: text(
    'Jedes angenommene Ereignis lässt sich nach spätestens {minutes Minuten} finden: nach Person, nach Wort und nach Kunde und Zeit.',
    'Every accepted event can be found within {minutes minutes}: by actor, by word and by customer and time.',
  ),
  parameters: { minutes: searchMinutes },
  basis: 'executed',
  check: defineCheck({
    ...searchChecked,
    method: text(
      'Ein Wegwerf-Unternehmen sendet Ereignisse mit zufälligen Namen und Wörtern auf dem Weg, den auch andere Systeme nehmen. Wir suchen jedes auf drei Arten, als das Unternehmen und als Anbieter, und messen die Zeit von der Annahme bis zum Fund. Zur Gegenprobe suchen wir nach Wörtern, die niemand gesendet hat.',
      'A throw-away company sends events with random names and words on the way that other systems take too. We look for each in three ways, as the company and as the provider, and measure the time from acceptance until it is found. As a control we look for words that nobody sent.',
    ),
    judge: judgeSearch,
  }),
  needs: needsSearch,
})

const isolation = defineClaim({
  id: 'isolation',
  text: text(
    'Kein anderes Unternehmen findet Ihre Ereignisse: weder mit Suche und Auswertung noch über Export, Kennung oder Beweis.',
    'No other company finds your events: neither by search and summaries nor through export, id or proof.',
  ),
  parameters: {},
  basis: 'executed',
  check: defineCheck({
    ...searchChecked,
    method: text(
      'Als Administration eines zweiten Wegwerf-Unternehmens versuchen wir, das Ereignis des ersten zu sehen: mit Suche, Auswertungen, Vorschlägen, Export, Kennung und Beweis, im eigenen Unternehmen, im fremden und in allen zugleich. Zur Gegenprobe muss jeder dieser Wege dem ersten Unternehmen sein Ereignis zeigen.',
      'As an administrator of a second throw-away company we try to see the event of the first: by search, summaries, suggestions, export, id and proof, in the own company, in the other and in all at once. As a control, each of these ways must show the first company its event.',
    ),
    judge: judgeIsolation,
  }),
  needs: needsSearch,
})

const index = defineClaim({
  id: 'index',
  text: text(
    'Jedes gespeicherte Ereignis ist für die Suche erschlossen: Suchindex und gespeicherte Ereignisse gehen ohne Differenz auf.',
    'Every stored event is indexed for the search: search index and stored events agree without a difference.',
  ),
  parameters: {},
  basis: 'observed',
  check: defineCheck({
    ...eventsChecked,
    method: text(
      'Wir zählen stündlich zu einem einzigen Zeitpunkt die gespeicherten Ereignisse und die des Suchindex, öffnen seinen neuesten und zufällige ältere Blöcke und prüfen, dass jedes ihrer Ereignisse mit jedem seiner Wörter und Felder über den Block zu finden ist.',
      'Every hour we count the stored events and those of the search index at a single moment, open its newest and random older blocks and verify that each of their events can be found through the block by every one of its words and fields.',
    ),
    judge: judgeIndex,
  }),
  needs: needsEvents,
})

const eventsComplete = defineClaim({
  id: 'events-complete',
  text: text(
    'Jedes angenommene Ereignis ist nach spätestens {seconds Sekunden} durch ein Blatt eines eigenen Merkle-Baums belegt; Blätter, gespeicherte und gelöschte Ereignisse gehen ohne Differenz auf.',
    'Every accepted event is backed by a leaf of a Merkle tree of its own after {seconds seconds} at the latest; leaves, stored and deleted events agree without a difference.',
  ),
  parameters: { seconds: 10 },
  basis: 'observed',
  check: defineCheck({
    ...eventsChecked,
    method: text(
      'Wir zählen stündlich zu einem einzigen Zeitpunkt Blätter, gespeicherte Ereignisse und aufgezeichnete Löschungen, rechnen die neuesten 5.000 Blätter und eine Stichprobe älterer aus den gespeicherten Ereignissen nach und prüfen, dass sie unter der unterschriebenen Wurzel stehen.',
      'Every hour we count leaves, stored events and recorded deletions of a single moment, compute the newest 5,000 leaves and a sample of older ones again from the stored events, and verify that they stand under the signed root.',
    ),
    judge: judgeEventsComplete,
  }),
  needs: needsEvents,
})

const retention = defineClaim({
  id: 'retention',
  text: text(
    'Wie lange Ereignisse bleiben, ist für jede Art von Daten und jeden Zweck festgelegt; spätestens {hours Stunden} nach Ablauf der Frist sind sie gelöscht, soweit keine Aufbewahrungssperre für ein Verfahren besteht.',
    'How long events stay is set for every kind of data and purpose; {hours hours} after the period has ended at the latest they are deleted, unless a legal hold for proceedings keeps them.',
  ),
  parameters: { hours: 24 },
  basis: 'observed',
  check: defineCheck({
    ...eventsChecked,
    method: text(
      'Für jede Art von Daten und jeden Zweck suchen wir stündlich das älteste gespeicherte Ereignis und vergleichen die Zeit seit seinem Eingang mit der geltenden Frist.',
      'For every kind of data and purpose we look every hour for the oldest stored event and compare the time since its receipt with the period in force.',
    ),
    judge: judgeKept,
  }),
  needs: needsEvents,
})

export const auditLogMeasure = defineMeasure({
  id: 'audit-log',
  chapter: 'product',
  title: text('Ereignisprotokoll', 'Audit log'),
  claims: [
    complete,
    tamperByte,
    tamperTail,
    tamperFork,
    central,
    ownCentres,
    search,
    isolation,
    index,
    eventsComplete,
    retention,
    sources,
    order,
  ],
})
