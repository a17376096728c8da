import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import { answer, defineRoute, response, type Endpoint } from '../kernel/route.ts'
import { pageCss } from './style/style.ts'

const hash = createHash('sha256').update(pageCss).digest('hex').slice(0, 12)

/** Addresses of what pages load. */
export const assetPaths = {
  css: `/assets/page-${hash}.css`,
  verifier: '/assets/proof/browser/verify-element.js',
}

const cssRoute = defineRoute({
  name: 'page-css',
  method: 'get',
  path: assetPaths.css.replace(hash, '{hash}'),
  summary: 'Styles of the public pages',
  permission: 'public',
  params: z.strictObject({ hash: z.string().max(64) }),
  output: response,
  produces: 'text/css',
  cacheMs: 60_000,
})

/** The files of packages/proof as they are: an auditor reads in the browser what the package ships. */
const moduleRoute = defineRoute({
  name: 'proof-module',
  method: 'get',
  path: '/assets/proof/{file+}',
  summary: 'The verifier, as ES modules',
  permission: 'public',
  params: z.strictObject({
    file: z
      .string()
      .regex(/^([a-z0-9-]+\/)?[a-z0-9-]+\.js$/)
      .max(100),
  }),
  output: response,
  produces: 'text/javascript',
  cacheMs: 60_000,
})

export const assetRoutes = [cssRoute, moduleRoute]

const proofFolder = new URL('./', import.meta.resolve('nachweis-verify'))

/** Styles and browser modules. */
export function assetEndpoints(): Endpoint[] {
  return [
    answer(cssRoute, async () =>
      asset(pageCss, 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'),
    ),
    answer(moduleRoute, async ({ params }) => {
      // Only flat names and one folder pass the pattern: nothing outside the package, and not what is made for Node.
      if (params.file.startsWith('node/')) throw notThere()
      const text = await readFile(fileURLToPath(new URL(params.file, proofFolder)), 'utf8').catch(() => null)
      if (text === null) throw notThere()
      return asset(
        text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
        'text/javascript; charset=utf-8',
        'public, max-age=300',
      )
    }),
  ]
}

const notThere = () => new Problem('not-found', 'no-such-asset', 'There is no such file.')

const asset = (text: string, type: string, cache: string) =>
  new Response(text, { headers: { 'content-type': type, 'cache-control': cache } })
