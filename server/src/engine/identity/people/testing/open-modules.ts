import { log } from '../../../log/index.ts'
import { notifications } from '../../../notifications/index.ts'

/** The modules whose tables people need, without their other doors. */
export const townModules = [
  log,
  notifications,
  { name: 'identity', migrations: new URL('../../migrations/', import.meta.url) },
]
