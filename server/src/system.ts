import { consoleModule } from './console/index.ts'
import { claims, type NachweisModule } from './engine/claims/index.ts'
import { configuration } from './engine/configuration/index.ts'
import { events } from './engine/events/index.ts'
import { identity } from './engine/identity/index.ts'
import { log } from './engine/log/index.ts'
import { notifications } from './engine/notifications/index.ts'
import { measureModules } from './measures/index.ts'
import { trustPage } from './trust-page/index.ts'

/** Every module of the house, in dependency order: the one place that knows them all. */
export const modules: readonly NachweisModule[] = [
  log,
  claims,
  configuration,
  notifications,
  identity,
  events,
  ...measureModules,
  trustPage,
  consoleModule,
]
