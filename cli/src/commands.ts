import type { AnyRoute } from '@nachweis/server/route'
import { modules } from '@nachweis/server/system'
import { z } from 'zod'

/** A command is a route: its name, its path parameters in order, its options. */
export interface Command {
  readonly route: AnyRoute
  /** Names of path parameters, given as words or parts of a word: `backups/restorable`. */
  readonly places: readonly string[]
  /** Names of query and body fields, given as `--name value`. */
  readonly options: readonly string[]
}

/** Commands by name: every route of the programming interface and the twins of evidence and page. */
export function commands(): ReadonlyMap<string, Command> {
  const routes = modules.flatMap((module) => module.routes ?? [])
  const shown = routes.filter(
    ({ path }) => path.startsWith('/api/') || path.startsWith('/evidence/') || path === '/trust.json',
  )
  return new Map(
    shown.map((route) => [
      route.name,
      { route, places: placesOf(route.path), options: [...fieldsOf(route.query), ...fieldsOf(route.body)] },
    ]),
  )
}

/** How the command is called, e.g. `run-check <measure>/<claim>`. */
export function usageOf({ route, places, options }: Command): string {
  return [route.name, places.map((name) => `<${name}>`).join('/'), ...options.map((name) => `[--${name} …]`)]
    .filter(Boolean)
    .join(' ')
}

const placesOf = (path: string) =>
  [...path.matchAll(/\{([a-zA-Z]+)\+?\}/g)].map((match) => match[1] as string)

const fieldsOf = (schema: z.ZodType): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
