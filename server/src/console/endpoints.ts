import { z } from 'zod'
import { hour } from '../kernel/clock.ts'
import { Problem } from '../kernel/problem.ts'
import { answer, defineRoute, response, type Endpoint } from '../kernel/route.ts'
import { followBuild } from './built-files.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const assetRoute = defineRoute({
  name: 'console-asset',
  method: 'get',
  path: '/console/assets/{file}',
  summary: 'Scripts and styles of the console',
  permission: 'public',
  params: z.strictObject({ file: z.string().regex(/^[\w-]{1,100}(\.[\w-]{1,20}){1,3}$/) }),
  output: response,
  produces: 'text/javascript',
  // Kept compressed beside the public pages: the name carries the hash, the content never changes.
  cacheMs: hour,
})

const page = (name: string, path: string, params: z.ZodType) =>
  defineRoute({
    name,
    method: 'get',
    path,
    summary: 'The console; its script decides what it shows at this address',
    permission: 'public',
    params,
    query: z.object({}),
    output: response,
    produces: 'text/html',
  })

const pageRoutes = [
  page('console', '/console', z.strictObject({})),
  page('console-home', '/console/', z.strictObject({})),
  page('console-screen', '/console/{screen+}', z.strictObject({ screen: z.string().max(2_000) })),
]

// The files before the page that answers everything else.
export const consoleRoutes = [assetRoute, ...pageRoutes]

/** The console's files and its page. `build` says where they come from. */
export function consoleEndpoints(build = followBuild()): Endpoint[] {
  return [
    answer(assetRoute, async ({ params }) => {
      const bytes = (await build.current())?.assets.get(params.file)
      const type = mediaTypes[params.file.slice(params.file.lastIndexOf('.') + 1)]
      if (bytes === undefined || type === undefined)
        throw new Problem('not-found', 'no-such-asset', 'There is no such file.')
      const headers = { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }
      return new Response(new Uint8Array(bytes), { headers })
    }),
    ...pageRoutes.map((route) =>
      answer(route, async () => {
        const found = await build.current()
        if (found === null) throw notBuilt()
        const headers = {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'x-robots-tag': 'noindex',
        }
        return new Response(new Uint8Array(found.page), { headers })
      }),
    ),
  ]
}

const notBuilt = () =>
  new Problem('unavailable', 'console-not-built', {
    de: 'Die Konsole ist hier noch nicht gebaut: npm run build.',
    en: 'The console is not built here yet: npm run build.',
  })
