// Mail to people: templates in both languages, a queue in the transaction of the change, delivery with retries, an outbox.
// Invariants: a mail is queued with its change or not at all; it may be doubled by a crash (under one Message-ID), never lost;
// its body is sealed while it waits and gone once it was sent.
// Deliberately absent: reading bodies while a mail server is there to bring them; mail to more than one address.
import { hour, minute, second } from '../../kernel/clock.ts'
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'
import { cleanUpMails } from './clean-up.ts'
import { deliverMails } from './deliver-mails.ts'
import { notificationsEndpoints, notificationsRoutes } from './endpoints.ts'

export { forgetMailsOf, queueMail, type NewMail } from './queue-mail.ts'
export { button, facts, linkLine, paragraph } from './templates/mail-parts.ts'
export { mailTemplate, type MailTemplate } from './templates/mail-template.ts'
export {
  identifiers,
  link,
  moment,
  networkAddress,
  oneOf,
  words,
  wordsInBoth,
} from './templates/mail-values.ts'

export const notifications = defineModule({
  name: 'notifications',
  dependsOn: ['log'],
  migrations: migrationsBeside(import.meta.url),
  routes: notificationsRoutes,
  endpoints: notificationsEndpoints,
  jobs: [
    { name: 'notifications.deliver', everyMs: 3 * second, budgetMs: 10 * minute, run: deliverMails },
    { name: 'notifications.clean-up', everyMs: hour, budgetMs: minute, run: cleanUpMails },
  ],
})
