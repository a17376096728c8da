import { adminsOf } from '../../identity/index.ts'
import { text } from '../../../kernel/language.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { byName } from '../../../platform/net/by-name.ts'
import type { Platform } from '../../../platform/platform.ts'
import {
  button,
  facts,
  link,
  mailTemplate,
  oneOf,
  paragraph,
  queueMail,
  words,
} from '../../notifications/index.ts'
import type { Leased } from './lease.ts'
import { problemWords } from './problem-names.ts'
import type { StoppedState } from './state-names.ts'

const why = {
  failing: text(
    'hat drei Tage lang keine Zustellung angenommen. Wir haben sie deshalb angehalten. Was seither geschah, ist nicht verloren: Sobald Sie sie wieder einschalten, geht es dort weiter. Was zuletzt nicht ankam, finden Sie in der Liste der Zustellungen und können es erneut senden.',
    'took no delivery for three days. We therefore paused it. What has happened since is not lost: as soon as you switch it on again, delivery goes on from there. What failed last stands in the list of deliveries, and you can send it again.',
  ),
  gone: text(
    'hat geantwortet, dass es sie nicht mehr gibt (410). Wir senden ihr deshalb nichts mehr. Was seither geschah, ist nicht verloren: Sobald Sie sie wieder einschalten, geht es dort weiter.',
    'answered that it no longer exists (410). We therefore send nothing more to it. What has happened since is not lost: as soon as you switch it on again, delivery goes on from there.',
  ),
  unowned: text(
    'bekommt Ereignisse aller Kunden. Wer sie eingerichtet hat, darf diese nicht mehr sehen; wir haben sie deshalb angehalten. Was seither geschah, ist nicht verloren: Sobald jemand mit diesem Recht sie wieder einschaltet, geht es dort weiter.',
    'gets the events of all customers. Whoever set it up may no longer see these; we therefore paused it. What has happened since is not lost: as soon as somebody who may switches it on again, delivery goes on from there.',
  ),
}

const lastResult = (problem: string) => [text('Letztes Ergebnis', 'Last result'), problem] as const

const stoppedNotice = mailTemplate({
  name: 'events/push-stopped',
  /** `receiver`: host of the address; `problem`: of the last try, empty where it is not the reason. */
  values: {
    name: words,
    organisation: words,
    description: words,
    receiver: words,
    problem: words,
    state: oneOf('failing', 'gone', 'unowned'),
    console: link,
  },
  subject: ({ description }) =>
    text(`Zustellung angehalten: ${description}`, `Delivery stopped: ${description}`),
  body: (values) => [
    paragraph(`Guten Tag ${values.name},`, `Hello ${values.name},`),
    paragraph(
      `eine Adresse von ${values.organisation}, an die wir Ereignisse zustellen, ${why[values.state].de}`,
      `An address of ${values.organisation} that we deliver events to ${why[values.state].en}`,
    ),
    facts(
      [text('Bezeichnung', 'Description'), values.description],
      [text('Empfänger', 'Receiver'), values.receiver],
      ...(values.problem === '' ? [] : [lastResult(values.problem)]),
    ),
    button('Webhook ansehen', 'See the webhook', values.console),
  ],
})

/** Tells the administrators, in the caller's transaction, that an endpoint was stopped. */
export async function mailStopped(
  tx: Writer,
  platform: Platform,
  endpoint: Leased,
  state: StoppedState,
  problem: string | null,
): Promise<void> {
  const { organisation, admins } = await adminsOf(tx, endpoint.organisation)
  for (const { id: personId, name, email: recipient, language } of admins) {
    const receiver = URL.parse(endpoint.url)?.host ?? ''
    const values = {
      name,
      organisation,
      description: endpoint.description,
      receiver,
      problem: problem === null ? '' : problemWords(problem).name[language],
      state,
      console: `${byName(platform.addresses().public)}/console/webhooks/${endpoint.id}`,
    }
    await queueMail(platform, tx, {
      template: stoppedNotice,
      values,
      recipient,
      language,
      organisationId: endpoint.organisation,
      personId,
    })
  }
}
