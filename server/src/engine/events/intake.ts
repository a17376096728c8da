import type { Platform } from '../../platform/platform.ts'
import { openIngester, type Ingester } from './ingest/ingester.ts'
import { openDirectory, type Directory } from './sources/directory.ts'

/** What the receivers of one server share. */
export interface Intake {
  readonly directory: Directory
  readonly ingester: Ingester
}

const intakes = new WeakMap<Platform, Intake>()

/** The one intake of this server: every way in hands its events to the same queue. */
export function intakeOf(platform: Platform): Intake {
  const open = intakes.get(platform)
  if (open) return open
  const directory = openDirectory(platform, () => {})
  const intake = { directory, ingester: openIngester(platform, directory.findCustomer) }
  intakes.set(platform, intake)
  return intake
}
