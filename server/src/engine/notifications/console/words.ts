import { text } from '@nachweis/console'

/** Words of the outbox. */
export const words = {
  title: text('Postausgang', 'Outbox'),
  lead: text(
    'Mails an Personen: Einladungen, Links und Hinweise zu ihrem Konto. Nach dem Versand wird der Inhalt gelöscht.',
    'Mails to people: invitations, links and notices about their accounts. Once sent, their content is deleted.',
  ),
  noServer: text('Es ist kein Mailserver eingetragen', 'There is no mail server'),
  noServerWhat: text(
    'Mails werden nicht versendet, sondern liegen hier. Tragen Sie in nachweis.yaml unter "mail" einen Server ein; er gilt nach zwei Sekunden. Bis dahin kann der Inhaber eine Mail öffnen und ihren Link selbst weitergeben.',
    'Mails are not sent; they stay here. Configure a server in nachweis.yaml under "mail"; it applies after two seconds. Until then the owner can open a mail and pass its link on.',
  ),
  state: text('Stand', 'State'),
  all: text('Alle', 'All'),
  states: {
    queued: text('Wartet', 'Waiting'),
    sent: text('Versendet', 'Sent'),
    'not-sent': text('Nicht versendet', 'Not sent'),
    failed: text('Gescheitert', 'Failed'),
  },
  subject: text('Betreff', 'Subject'),
  recipient: text('An', 'To'),
  created: text('Entstanden', 'Made'),
  tried: (n: number) => text(n === 1 ? '1 Versuch.' : `${n} Versuche.`, n === 1 ? '1 try.' : `${n} tries.`),
  next: text('Nächster:', 'Next:'),
  nothing: text('Keine Mails', 'No mails'),
  nothingYet: text(
    'Hier erscheint jede Mail, sobald jemand eingeladen wird oder sich an einem Konto etwas ändert.',
    'Every mail appears here, as soon as somebody is invited or something changes about an account.',
  ),
  open: text('Mail öffnen', 'Open the mail'),
  retry: text('Erneut senden', 'Send again'),
  retried: text('Die Mail wird erneut gesendet.', 'The mail is being sent again.'),
  mail: text('Nicht versendete Mail', 'Mail that was not sent'),
  handle: text('Diese Links sind Zugangsmittel', 'These links are credentials'),
  handleHow: text(
    'Wer einen davon öffnet, handelt als die Empfängerin oder der Empfänger. Geben Sie ihn nur dieser Person, und öffnen Sie ihn nicht selbst. Dass Sie diese Mail öffnen, kommt ins Protokoll.',
    'Whoever opens one acts as the recipient. Give it to that person only, and do not open it yourself. That you open this mail goes into the log.',
  ),
  link: text('Link aus der Mail', 'Link from the mail'),
}
