import { log } from '../../server/src/engine/log/index.ts'
import { notifications } from '../../server/src/engine/notifications/index.ts'

/** The modules whose tables people need, without their other doors. */
export const townModules = [
  log,
  notifications,
  { name: 'identity', migrations: new URL('../../server/src/engine/identity/migrations/', import.meta.url) },
]
