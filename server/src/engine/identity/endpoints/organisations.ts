import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import * as contract from '../contract/organisations.ts'
import { changeOrganisation } from '../people/organisations/change.ts'
import { closeCustomer } from '../people/organisations/close-customer.ts'
import { createCustomer } from '../people/organisations/create-customer.ts'
import { listCustomers } from '../people/organisations/list-customers.ts'
import { reopenCustomer } from '../people/organisations/reopen-customer.ts'
import { showOrganisation } from '../people/organisations/show.ts'

/** Customers, and an organisation with its rules. */
export function organisationEndpoints(platform: Platform): Endpoint[] {
  const { database, clock } = platform
  return [
    answer(contract.listCustomers, ({ query }) => listCustomers(database.reader, query)),
    answer(contract.createCustomer, ({ body, actor }) =>
      runCommand(platform, { permission: contract.createCustomer.permission, actor }, (tx) =>
        createCustomer(tx, platform, actor, body),
      ),
    ),
    answer(contract.closeCustomer, ({ params, actor }) =>
      runCommand(platform, { permission: contract.closeCustomer.permission, actor }, (tx) =>
        closeCustomer(tx, actor, params.customer, clock.now()),
      ),
    ),
    answer(contract.reopenCustomer, ({ params, actor }) =>
      runCommand(platform, { permission: contract.reopenCustomer.permission, actor }, (tx) =>
        reopenCustomer(tx, actor, params.customer, clock.now()),
      ),
    ),
    answer(contract.showOrganisation, ({ params }) => showOrganisation(database.reader, params.organisation)),
    answer(contract.changeOrganisation, ({ params: { organisation }, body, actor }) =>
      runCommand(
        platform,
        { permission: contract.changeOrganisation.permission, actor, organisation },
        (tx) => changeOrganisation(tx, actor, organisation, body, clock.now()),
      ),
    ),
  ]
}
