// Who may act. Today: anonymous readers, and operators with an access key (the key on the server, and the one that the
// first administrator's one-time link gives). Secrets are shown once and stored as hashes.
// Deliberately absent: people, roles, sessions; no other module reads these tables.
import { migrationsBeside } from '../../kernel/module.ts'
import { defineModule } from '../../platform/module.ts'

export { ensureOperatorKey } from './access-key.ts'
export { isFirstLinkOpen, offerFirstLink, redeemFirstLink } from './first-link.ts'
export { identify } from './identify.ts'

export const identity = defineModule({
  name: 'identity',
  dependsOn: ['log'],
  migrations: migrationsBeside(import.meta.url),
})
