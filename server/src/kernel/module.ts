import type { AnyRoute, Endpoint } from './route.ts'

/** Work that recurs. A run that fails is logged and tried again at the next time; runs of one job never overlap. */
export interface Job<Platform> {
  readonly name: string
  readonly everyMs: number
  readonly budgetMs: number
  readonly run: (platform: Platform, signal: AbortSignal) => Promise<void>
}

/** What runs as long as the server does beside HTTP: a listener, a loop. */
export interface Service {
  /** Lets running work end. */
  stop(): Promise<void>
}

/** One room of the house. Delete its folder and its line in system.ts, and the feature is gone. */
export interface Module<Platform, Measure> {
  /** Folder = database schema = route prefix = record type prefix. */
  readonly name: string
  readonly dependsOn: readonly string[]
  /** Folder of `NNNN-name.sql` files, or null when the module keeps no tables. */
  readonly migrations: URL | null
  readonly measures?: readonly Measure[]
  readonly jobs?: readonly Job<Platform>[]
  readonly services?: readonly ((platform: Platform) => Promise<Service>)[]
  /** `routes` are all of the house: what somebody may do is told from them. */
  readonly endpoints?: (platform: Platform, routes: readonly AnyRoute[]) => readonly Endpoint[]
  readonly routes?: readonly AnyRoute[]
}

/** The migrations folder beside a module's index. Plain SQL is not compiled: it is read from the source tree. */
export function migrationsBeside(moduleUrl: string): URL {
  return new URL('./migrations/', moduleUrl.replace('/server/dist/', '/server/src/'))
}
