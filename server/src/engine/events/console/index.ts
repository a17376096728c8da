import { defineConsole, text } from '@nachweis/console'

/** The events of other systems: search, one of them whole, their sources, how long they stay, where they are sent. */
export const eventsConsole = defineConsole({
  screens: [
    {
      path: '/events',
      title: text('Ereignisse', 'Events'),
      about: text(
        'Durchsucht, was Ihre Systeme gemeldet haben. Eine Suche besteht aus Feldern wie actor:anna und aus Wörtern; ein Minus davor schließt aus. Die Suche steht in der Adresse: Wer den Link öffnet, sieht dasselbe, soweit er darf.',
        'Searches what your systems have reported. A search is made of fields, such as actor:anna, and of words; a minus in front excludes. The search stands in the address: whoever opens the link sees the same, as far as they may.',
      ),
      area: 'product',
      permission: 'events:read',
      load: async () => (await import('./search-screen.tsx')).SearchScreen,
    },
    {
      path: '/events/$id',
      title: text('Ereignis', 'Event'),
      about: text(
        'Ein Ereignis mit allem, was die Quelle gesandt hat, wie es verstanden wurde, und seinem Beweis im Protokoll.',
        'One event with all that the source sent, how it was understood, and its proof in the log.',
      ),
      permission: 'events:read',
      load: async () => (await import('./event-screen.tsx')).EventScreen,
    },
    {
      path: '/sources',
      title: text('Quellen', 'Sources'),
      about: text(
        'Programme, die Ereignisse senden: ob sie senden, ob ihre Uhr stimmt, ob etwas fehlt. Hier legen Sie neue an.',
        'Programs that send events: whether they send, whether their clock is right, whether something is missing. Create new ones here.',
      ),
      area: 'product',
      permission: 'events:read-sources',
      audience: 'staff',
      load: async () => (await import('./sources-screen.tsx')).SourcesScreen,
    },
    {
      path: '/sources/$source',
      title: text('Quelle', 'Source'),
      about: text(
        'Eine Quelle: wie es ihr geht, wie man als sie sendet, wie ihre Ereignisse verstanden werden, und was sonst für sie gilt.',
        'One source: how it is, how to send as it, how its events are understood, and what else applies to it.',
      ),
      permission: 'events:read-sources',
      audience: 'staff',
      load: async () => (await import('./sources-detail-screen.tsx')).SourceScreen,
    },
    {
      path: '/retention',
      title: text('Aufbewahrung', 'Retention'),
      about: text(
        'Wie lange Ereignisse bleiben: die Frist jeder Art mit ihrer Quelle im Gesetz, Sperren, die das Löschen aufhalten, die Löschung einer Person, und was schon gelöscht wurde.',
        'How long events stay: the period of every kind with its source in the law, legal holds that stop deletion, the erasure of a person, and what was deleted already.',
      ),
      area: 'product',
      permission: 'events:read',
      audience: 'staff',
      load: async () => (await import('./retention-screen.tsx')).RetentionScreen,
    },
    {
      path: '/retention/erasures/$erasure',
      title: text('Löschung einer Person', 'Erasure of a person'),
      about: text(
        'Eine Löschung: wie weit sie ist, was ging, was wegen einer Sperre oder des Gesetzes bleibt, und der Beweis, dass das Protokoll weiter stimmt.',
        'One erasure: how far it is, what went, what stays because of a hold or the law, and the proof that the log still verifies.',
      ),
      permission: 'events:erase',
      audience: 'staff',
      load: async () => (await import('./retention-erasure-screen.tsx')).ErasureScreen,
    },
    {
      path: '/webhooks',
      title: text('Webhooks', 'Webhooks'),
      about: text(
        'Adressen, an die Ereignisse gesendet werden, sobald sie eintreffen: was jede bekommt, ob sie es annimmt, und was noch wartet.',
        'Addresses that events are sent to as soon as they arrive: what each gets, whether it takes it, and what is still waiting.',
      ),
      area: 'product',
      permission: 'events:push',
      load: async () => (await import('./push-screen.tsx')).PushScreen,
    },
    {
      path: '/webhooks/new',
      title: text('Webhook anlegen', 'Create a webhook'),
      about: text(
        'Ein neuer Webhook: wohin er sendet und was. Er entsteht pausiert und wird nach einem Test eingeschaltet.',
        'A new webhook: where it sends and what. It is made paused and switched on after a test.',
      ),
      permission: 'events:push',
      load: async () => (await import('./push-create-screen.tsx')).NewPushScreen,
    },
    {
      path: '/webhooks/$endpoint',
      title: text('Webhook', 'Webhook'),
      about: text(
        'Ein Webhook: wie es ihm geht, jede Zustellung mit ihren Versuchen, erneutes Senden, seine Schlüssel und Einstellungen.',
        'One webhook: how it is, every delivery with its tries, sending again, its keys and settings.',
      ),
      permission: 'events:push',
      load: async () => (await import('./push-detail-screen.tsx')).PushEndpointScreen,
    },
  ],
  actions: [
    {
      label: text('Ereignisse live verfolgen', 'Follow events live'),
      href: '/events?live=on',
      permission: 'events:read',
    },
    {
      label: text('Fehlgeschlagene Ereignisse suchen', 'Search failed events'),
      href: '/events?q=outcome%3Afailure+time%3A24h',
      permission: 'events:read',
    },
    {
      label: text('Quelle von Ereignissen anlegen', 'Create a source of events'),
      href: '/sources?create=yes',
      permission: 'events:manage-sources',
      audience: 'staff',
    },
    {
      label: text('Webhook anlegen', 'Create a webhook'),
      href: '/webhooks/new',
      permission: 'events:push',
    },
    {
      label: text('Frist von Ereignissen ändern', 'Change how long events stay'),
      href: '/retention',
      permission: 'events:manage-retention',
      audience: 'staff',
    },
    {
      label: text('Sperre anlegen', 'Create a legal hold'),
      href: '/retention?tab=holds&create=yes',
      permission: 'events:hold',
      audience: 'staff',
    },
    {
      label: text('Ereignisse einer Person löschen', 'Erase the events of a person'),
      href: '/retention?tab=erasures',
      permission: 'events:erase',
      audience: 'staff',
    },
  ],
})
