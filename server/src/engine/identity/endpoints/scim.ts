import { answer, type Endpoint } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { showProvisioning } from '../contract/provisioning.ts'
import * as contract from '../contract/scim.ts'
import { scimAnswer, type ScimResource } from '../provisioning/answer.ts'
import { scimBase } from '../provisioning/base-address.ts'
import { resourceTypes, schemas, serviceProviderConfig } from '../provisioning/discovery.ts'
import { listAnswer } from '../provisioning/page.ts'
import { noResource } from '../provisioning/resource-id.ts'
import { showProvisioning as show } from '../provisioning/show-provisioning.ts'
import { scimGroupEndpoints } from './scim-groups.ts'
import { scimUserEndpoints } from './scim-users.ts'

/** SCIM 2.0, and what administrators see of it. */
export function scimEndpoints(platform: Platform): Endpoint[] {
  const base = () => scimBase(platform)
  const all = (list: readonly ScimResource[]) => scimAnswer(200, listAnswer(list.length, 1, list))
  const one = (list: readonly ScimResource[], id: string, kind: 'Schema' | 'ResourceType') => {
    const found = list.find((each) => each.id === id)
    if (!found) throw noResource(kind)
    return scimAnswer(200, found)
  }
  return [
    answer(contract.serviceProviderConfig, async () => scimAnswer(200, serviceProviderConfig(base()))),
    answer(contract.resourceTypes, async () => all(resourceTypes(base()))),
    answer(contract.resourceType, async ({ params }) =>
      one(resourceTypes(base()), params.id, 'ResourceType'),
    ),
    answer(contract.schemas, async () => all(schemas(base()))),
    answer(contract.schema, async ({ params }) => one(schemas(base()), params.id, 'Schema')),
    ...scimUserEndpoints(platform),
    ...scimGroupEndpoints(platform),
    answer(showProvisioning, ({ params }) => show(platform.database.reader, params.organisation, base())),
  ]
}
