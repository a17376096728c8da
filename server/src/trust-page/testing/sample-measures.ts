import type { Basis, Chapter, Parameters } from 'nachweis-verify'

/** Chapter, id, German and English title, team. */
export type SampleMeasure = readonly [Chapter, string, string, string, string | null]

/** The measures of the page, as the pages are tried with. */
export const sampleMeasures: readonly SampleMeasure[] = [
  ['legal', 'provider', 'Anbieter', 'Provider', 'Geschäftsführung'],
  ['legal', 'terms', 'Geschäftsbedingungen', 'Terms', 'Team Recht'],
  ['legal', 'privacy-notice', 'Datenschutzerklärung', 'Privacy notice', 'Team Recht'],
  ['legal', 'processing-agreement', 'Auftragsverarbeitung', 'Processing agreement', 'Team Recht'],
  ['legal', 'service-level', 'Verfügbarkeit', 'Service level', 'Team Plattform'],
  ['infrastructure', 'status', 'Betriebsstatus', 'Service status', 'Team Plattform'],
  ['infrastructure', 'locations', 'Standorte', 'Locations', 'Team Netz'],
  ['infrastructure', 'ddos', 'Schutz vor Überlastungsangriffen', 'Protection against denial of service', 'Team Netz'],
  ['infrastructure', 'anomalies', 'Erkennung von Auffälligkeiten', 'Detection of anomalies', 'Team Sicherheit'],
  ['infrastructure', 'continuity', 'Notfallvorsorge', 'Continuity', 'Team Plattform'],
  ['infrastructure', 'time', 'Zeitquellen', 'Time', 'Team Netz'],
  ['infrastructure', 'environments', 'Getrennte Umgebungen', 'Separate environments', 'Team Entwicklung'],
  ['corporate', 'hiring', 'Einstellung', 'Hiring', 'Team Personal'],
  ['corporate', 'incidents', 'Umgang mit Vorfällen', 'Incident handling', 'Team Sicherheit'],
  ['corporate', 'sign-in', 'Anmeldung im Unternehmen', 'Company sign-in', 'Team IT'],
  ['corporate', 'risks', 'Risikomanagement', 'Risk management', null],
  ['corporate', 'awareness', 'Sicherheitsbewusstsein', 'Security awareness', 'Team Personal'],
  ['corporate', 'operations-centre', 'Sicherheitsleitstelle', 'Security operations', 'Team Sicherheit'],
  ['corporate', 'suppliers', 'Lieferanten', 'Suppliers', 'Team Einkauf'],
  ['product', 'audit-log', 'Ereignisprotokoll', 'Audit log', 'Team Plattform'],
  ['product', 'layers', 'Schutz in mehreren Schichten', 'Layers of protection', 'Team Sicherheit'],
  ['product', 'integrations', 'Schnittstellen', 'Integrations', 'Team Entwicklung'],
  ['product', 'second-factor', 'Zweiter Faktor', 'Second factor', 'Team Entwicklung'],
  ['product', 'roles', 'Rollen und Rechte', 'Roles and permissions', 'Team Entwicklung'],
  ['product', 'single-sign-on', 'Zentrale Anmeldung', 'Single sign-on', 'Team Entwicklung'],
  ['data', 'access', 'Zugriff auf Daten', 'Access to data', 'Team Sicherheit'],
  ['data', 'backups', 'Datensicherung', 'Data backup', 'Team Plattform'],
  ['data', 'erasure', 'Löschung und Export', 'Erasure and export', 'Team Recht'],
  ['data', 'encryption-at-rest', 'Verschlüsselung gespeicherter Daten', 'Encryption at rest', 'Team Plattform'],
  ['data', 'encryption-in-transit', 'Verschlüsselung bei der Übertragung', 'Encryption in transit', 'Team Netz'],
  ['endpoint', 'devices', 'Festplattenverschlüsselung der Geräte', 'Disk encryption of devices', 'Team IT'],
  ['ai', 'ai', 'Künstliche Intelligenz', 'Artificial intelligence', 'Team Entwicklung'],
  ['privacy', 'cookies', 'Cookies', 'Cookies', 'Team Recht'],
  ['privacy', 'breaches', 'Meldung von Datenpannen', 'Breach notices', 'Team Recht'],
  ['privacy', 'officer', 'Datenschutzbeauftragte Person', 'Data-protection officer', 'Team Recht'],
  ['documents', 'documents', 'Unterlagen', 'Documents', 'Team Recht'],
  ['documents', 'contact', 'Kontakt', 'Contact', 'Kundenservice'],
]

/** Measure, claim, German and English sentence, parameters, basis. */
export type SampleClaim = readonly [string, string, string, string, Parameters, Basis]

/** Sentences of natural length; sample-document.ts adds plain ones until the page has its usual size. */
export const sampleClaims: readonly SampleClaim[] = [
  ['provider', 'seat', 'Wir haben unseren Sitz in {country} und unterliegen dem dortigen Telekommunikationsrecht.', 'We are established in {country} and bound by its telecommunications law.', { country: 'Deutschland' }, 'attested'],
  ['provider', 'concept', 'Unser Sicherheitskonzept wird in Abständen von der {authority} geprüft.', 'Our security concept is reviewed by {authority} at intervals.', { authority: 'Bundesnetzagentur' }, 'certified'],
  ['processing-agreement', 'subprocessors', 'Neue Unterauftragnehmer kündigen wir mindestens {notice Tage} vorher an; Sie können widersprechen.', 'We announce new subprocessors at least {notice days} ahead; you can object.', { notice: 30 }, 'executed'],
  ['service-level', 'availability', 'Die Telefonie war in den letzten zwölf Monaten zu mindestens {level %} verfügbar.', 'Telephony was available for at least {level %} of the last twelve months.', { level: 99.95 }, 'executed'],
  ['locations', 'country', 'Unsere gesamte Produktinfrastruktur steht in {country}.', 'Our whole product infrastructure stands in {country}.', { country: 'Deutschland' }, 'executed'],
  ['locations', 'certified', 'Alle Rechenzentren sind nach {standard} zertifiziert.', 'All data centres are certified to {standard}.', { standard: 'ISO 27001' }, 'certified'],
  ['locations', 'redundant', 'Jeder Dienst läuft in mindestens {sites} voneinander unabhängigen Rechenzentren.', 'Every service runs in at least {sites} independent data centres.', { sites: 2 }, 'observed'],
  ['anomalies', 'canary', 'Ein eingeschleustes Testereignis wird spätestens nach {delay Minuten} als Auffälligkeit erkannt.', 'A planted test event is detected as an anomaly within {delay minutes}.', { delay: 5 }, 'executed'],
  ['time', 'offset', 'Unsere Zeitserver weichen höchstens {offset Millisekunden} von der gesetzlichen Zeit ab.', 'Our time servers deviate from legal time by {offset milliseconds} at most.', { offset: 50 }, 'executed'],
  ['environments', 'separate', 'Zugangsdaten der Testumgebung funktionieren nicht in der Produktion, und umgekehrt.', 'Credentials of staging do not work in production, nor the other way round.', {}, 'executed'],
  ['hiring', 'acknowledged', 'Alle Mitarbeitenden haben Nutzungsrichtlinie, Verhaltenskodex und Vertraulichkeit in der gültigen Fassung angenommen.', 'All employees have accepted the current acceptable-use policy, code of conduct and confidentiality agreement.', {}, 'observed'],
  ['incidents', 'drill', 'Ein Probealarm erreicht rund um die Uhr innerhalb von {minutes Minuten} einen Menschen.', 'A test alert reaches a person within {minutes minutes}, at any hour.', { minutes: 15 }, 'executed'],
  ['awareness', 'trained', 'Neue Mitarbeitende werden innerhalb von {days Tagen} geschult, danach jährlich.', 'New employees are trained within {days days}, and yearly after that.', { days: 30 }, 'observed'],
  ['suppliers', 'listed', 'Alle Unterauftragnehmer stehen im Vertrag und sind vertraglich auf unser Schutzniveau verpflichtet.', 'All subprocessors are listed in the contract and bound to our level of protection.', {}, 'contractual'],
  ['audit-log', 'complete', 'Jede Handlung mit Wirkung auf Kundendaten steht innerhalb von {delay Sekunde} unveränderlich im Protokoll.', 'Every action that affects customer data stands in the log, unalterably, within {delay second}.', { delay: 1 }, 'executed'],
  ['roles', 'denied', 'Wer kein Recht hat, wird auf jedem einzelnen Weg abgewiesen.', 'Whoever lacks the permission is denied on every single route.', {}, 'executed'],
  ['backups', 'restored', 'Jede Datenbank wird alle {interval Stunden} gesichert und lässt sich vollständig wiederherstellen.', 'Every database is backed up every {interval hours} and can be restored completely.', { interval: 24 }, 'executed'],
  ['backups', 'copied', 'Sicherungen werden {rhythm} in ein anderes Rechenzentrum übertragen.', 'Backups are copied to another data centre {rhythm}.', { rhythm: 'täglich' }, 'executed'],
  ['backups', 'kept', 'Sicherungen werden {retention Tage} aufbewahrt, nicht kürzer und nicht länger.', 'Backups are kept for {retention days}, no less and no more.', { retention: 30 }, 'observed'],
  ['erasure', 'round-trip', 'Gelöschte Kundendaten verschwinden spätestens {days Tage} nach der Löschung aus der letzten Sicherung, auch wenn zwischenzeitlich eine ältere Sicherung zurückgespielt werden musste.', 'Erased customer data leave the last backup {days days} after erasure at the latest, even if an older backup had to be restored in between.', { days: 30 }, 'executed'],
  ['encryption-in-transit', 'versions', 'Alle öffentlichen Endpunkte sprechen nur {versions}.', 'All public endpoints speak {versions} only.', { versions: ['TLS 1.2', 'TLS 1.3'] }, 'executed'],
  ['encryption-in-transit', 'keys', 'Schlüssel haben mindestens {bits Bit} (RSA) oder die gleiche Stärke.', 'Keys have at least {bits bits} (RSA) or the same strength.', { bits: 2048 }, 'executed'],
  ['encryption-in-transit', 'calls', 'Telefonate und Faxe lassen sich mit TLS und SRTP verschlüsseln.', 'Calls and faxes can be encrypted with TLS and SRTP.', {}, 'executed'],
  ['devices', 'encrypted', 'Alle Firmengeräte verschlüsseln ihre Festplatte vollständig.', 'All company devices encrypt their disks completely.', {}, 'observed'],
  ['ai', 'region', 'Künstliche Intelligenz verarbeitet Ihre Daten ausschließlich in {region}.', 'Artificial intelligence processes your data in {region} only.', { region: 'Europa' }, 'executed'],
  ['cookies', 'none', 'Diese öffentlichen Seiten setzen {count} Cookies.', 'These public pages set {count} cookies.', { count: 0 }, 'executed'],
  ['officer', 'reachable', 'Eine Datenschutzbeauftragte ist benannt und unter der veröffentlichten Adresse erreichbar.', 'A data-protection officer is appointed and reachable at the published address.', {}, 'attested'],
]
