import { defineConsole, text } from '@nachweis/console'

/** Outgoing mail, for staff. */
export const notificationsConsole = defineConsole({
  screens: [
    {
      path: '/outbox',
      title: text('Postausgang', 'Outbox'),
      about: text(
        'Jede Mail, die diese Installation verschickt oder verschicken wollte, mit Stand und Grund. Ohne Mailserver bleiben die Mails hier liegen, als nicht versendet gekennzeichnet.',
        'Every mail that this installation sent or meant to send, with its state and reason. Without a mail server the mails stay here, marked as not sent.',
      ),
      area: 'administration',
      audience: 'staff',
      permission: 'notifications:read-outbox',
      load: async () => (await import('./outbox-screen.tsx')).OutboxScreen,
    },
  ],
})
