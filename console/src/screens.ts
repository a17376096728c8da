import { claimsConsole } from '../../server/src/engine/claims/console/index.ts'
import { configurationConsole } from '../../server/src/engine/configuration/console/index.ts'
import { eventsConsole } from '../../server/src/engine/events/console/index.ts'
import { adminConsole, identityConsole } from '../../server/src/engine/identity/console/index.ts'
import { notificationsConsole } from '../../server/src/engine/notifications/console/index.ts'
import { integrationsConsole } from '../../server/src/measures/product/integrations/console/index.ts'
import { homeConsole } from './home/index.ts'
import type { ConsolePart } from './screen.ts'

/** Every part of the console, in the order of the navigation: the one place that knows them all. */
const parts: readonly ConsolePart[] = [
  homeConsole,
  claimsConsole,
  eventsConsole,
  integrationsConsole,
  identityConsole,
  adminConsole,
  notificationsConsole,
  configurationConsole,
]

export const screens = parts.flatMap((part) => part.screens)
export const paletteActions = parts.flatMap((part) => part.actions ?? [])
export const stepUpForm = parts.find((part) => part.stepUp)?.stepUp ?? null
