import { z } from 'zod'
import type { AnyRoute } from '../../kernel/route.ts'

/** Where an answer is kept, and for how long in ms. */
export interface Kept {
  readonly path: string
  readonly keepMs: number
}

/**
 * Which answers may be kept, from the routes. What a route does not read of the query does not make another answer:
 * additions to a link cannot be used to have every request rendered anew.
 */
export function keptAnswers(routes: readonly AnyRoute[]): (url: string) => Kept | null {
  const forms = routes
    .filter((route) => (route.cacheMs ?? 0) > 0)
    .map((route) => ({
      form: formOf(route.path),
      keepMs: route.cacheMs ?? 0,
      readsQuery: readsQuery(route.query),
    }))
  return (url) => {
    const [path = '/', query] = url.split('?', 2)
    const found = forms.find(({ form }) => form.test(path))
    if (!found || (query !== undefined && found.readsQuery)) return null
    return { path, keepMs: found.keepMs }
  }
}

function formOf(path: string): RegExp {
  const pattern = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\{[a-z]+\+\}/gi, '.+')
    .replaceAll(/\{[a-z]+\}/gi, '[^/]+')
  return new RegExp(`^${pattern}$`)
}

const readsQuery = (query: z.ZodType) =>
  !(query instanceof z.ZodObject) || Object.keys(query.shape).length > 0
