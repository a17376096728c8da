import { answer, type Endpoint } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { runCommand } from '../log/index.ts'
import * as contract from './contract.ts'
import { listMails, readMail } from './list-mails.ts'
import { openMail } from './open-mail.ts'
import { retryMail } from './retry-mail.ts'

export const notificationsRoutes = [
  contract.listMails,
  contract.showMail,
  contract.openMail,
  contract.retryMail,
]

/** The programming interface of this module. */
export function notificationsEndpoints(platform: Platform): Endpoint[] {
  return [
    answer(contract.listMails, ({ query }) => listMails(platform, query)),
    answer(contract.showMail, ({ params }) => readMail(platform, params.id)),
    answer(contract.openMail, ({ params, actor }) =>
      runCommand(platform, { permission: contract.openMail.permission, actor }, (tx) =>
        openMail(platform, tx, params.id),
      ),
    ),
    answer(contract.retryMail, ({ params, actor }) =>
      runCommand(platform, { permission: contract.retryMail.permission, actor }, (tx) =>
        retryMail(platform, tx, params.id),
      ),
    ),
  ]
}
