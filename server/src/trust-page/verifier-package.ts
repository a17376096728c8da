import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { packTar } from 'modern-tar'
import { answer, defineRoute, response, type Endpoint } from '../kernel/route.ts'

const route = defineRoute({
  name: 'verifier-package',
  method: 'get',
  path: '/nachweis-verify.tgz',
  summary: 'The offline verifier as an npm package: npx <this address> <address of the page>',
  permission: 'public',
  output: response,
  produces: 'application/gzip',
  cacheMs: 60_000,
})

export const verifierPackageRoutes = [route]

/** Serves packages/proof as npm would pack it. Whoever mistrusts our copy takes the package from its source. */
export function verifierPackageEndpoints(): Endpoint[] {
  let packed: Promise<Uint8Array> | null = null
  return [
    answer(route, async () => {
      packed ??= pack()
      const body = Uint8Array.from(await packed)
      return new Response(body, {
        headers: { 'content-type': 'application/gzip', 'cache-control': 'public, max-age=300' },
      })
    }),
  ]
}

async function pack(): Promise<Uint8Array> {
  const folder = fileURLToPath(new URL('../', import.meta.resolve('nachweis-verify')))
  const built = await readdir(join(folder, 'dist'), { recursive: true })
  const files = [
    'package.json',
    ...built.filter((file) => /\.(js|d\.ts)$/.test(file)).map((file) => join('dist', file)),
  ]
  const entries = await Promise.all(
    files.toSorted().map(async (file) => {
      const body = await readFile(join(folder, file))
      // One fixed time: the same build always gives the same bytes.
      return { header: { name: `package/${file}`, size: body.length, mode: 0o644, mtime: new Date(0) }, body }
    }),
  )
  return promisify(gzip)(await packTar(entries))
}
