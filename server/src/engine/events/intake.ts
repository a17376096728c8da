import type { Platform } from '../../platform/platform.ts'
import { openIngester, type Ingester } from './ingest/ingester.ts'
import { openDirectory, type Directory } from './sources/directory.ts'
import { openObserver, type Observer } from './sources/observer.ts'

/** What the receivers of one server share. */
export interface Intake {
  readonly directory: Directory
  readonly ingester: Ingester
  /** Hears what sources send, and writes it down every few seconds. */
  readonly observer: Observer
}

const intakes = new WeakMap<Platform, Intake>()

/** The one intake of this server: every way in hands its events to the same queue. */
export function intakeOf(platform: Platform): Intake {
  const open = intakes.get(platform)
  if (open) return open
  const observer = openObserver(platform)
  const directory = openDirectory(platform, observer.used)
  const ingester = openIngester(platform, directory.customers, observer.heard)
  const intake = { directory, ingester, observer }
  intakes.set(platform, intake)
  return intake
}
