import { Problem } from '../../../kernel/problem.ts'

export const noSuchEndpoint = () =>
  new Problem('not-found', 'no-such-push-endpoint', {
    de: 'Diese Adresse für Zustellungen gibt es nicht (mehr).',
    en: 'There is no such address for deliveries (any more).',
  })

export const noSuchDelivery = () =>
  new Problem('not-found', 'no-such-push-delivery', {
    de: 'Diese Zustellung gibt es nicht, oder sie liegt mehr als 30 Tage zurück.',
    en: 'There is no such delivery, or it was more than 30 days ago.',
  })

export const tooManyEndpoints = (most: number) =>
  new Problem('conflict', 'too-many-push-endpoints', {
    de: `Mehr als ${most} Adressen sind nicht möglich. Löschen Sie zuerst die, die Sie nicht mehr brauchen.`,
    en: `More than ${most} addresses are not possible. Delete those first that you no longer need.`,
  })

export const rotatedTooOften = () =>
  new Problem('conflict', 'rotated-too-often', {
    de: 'Zu viele alte Schlüssel gelten noch. Warten Sie, bis der erste nach 24 Stunden ausläuft, oder legen Sie die Adresse neu an.',
    en: 'Too many old keys are still in force. Wait until the first one ends after 24 hours, or create the address anew.',
  })

export const urlNotAllowed = () =>
  new Problem('bad-request', 'push-url-not-allowed', {
    de: 'Zugestellt wird nur an öffentliche https-Adressen ohne Benutzernamen darin. Rechner in privaten Netzen muss erst der Betreiber unter outgoing.privateHosts eintragen.',
    en: 'Deliveries go to public https addresses without a user name in them. Hosts in private networks must first be named by the operator in outgoing.privateHosts.',
  })

export const timeInQuery = () =>
  new Problem('bad-request', 'time-in-push-query', {
    de: 'Zugestellt wird, was von jetzt an geschieht. Lassen Sie die Zeit in der Suche weg.',
    en: 'What happens from now on is delivered. Leave out the time in the search.',
  })

export const notEnded = () =>
  new Problem('conflict', 'push-delivery-waits', {
    de: 'Diese Zustellung wartet noch. Erneut gesendet wird, was zugestellt oder aufgegeben ist.',
    en: 'This delivery is still waiting. What was delivered or given up can be sent again.',
  })

export const notWaiting = () =>
  new Problem('conflict', 'push-delivery-ended', {
    de: 'Diese Zustellung wartet nicht mehr.',
    en: 'This delivery is no longer waiting.',
  })
