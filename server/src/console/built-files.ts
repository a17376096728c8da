import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const built = fileURLToPath(new URL('../../../console/dist/', import.meta.url))
const filesMax = 2_000

/** One build of the console, in memory: a build under way never mixes with the one that people have loaded. */
export interface Build {
  readonly page: Buffer
  /** By name below `assets/`. */
  readonly assets: ReadonlyMap<string, Buffer>
}

/** Reads the build and follows it; `current` answers null while there is none. The former assets stay reachable. */
export function followBuild(folder: string = built): { current(): Promise<Build | null> } {
  let known: Build | null = null
  let seen = 0
  return {
    async current() {
      const changed = await stat(join(folder, 'index.html')).then(
        (found) => found.mtimeMs,
        () => seen,
      )
      if (changed === seen) return known
      const fresh = await readBuild(folder).catch(() => null)
      if (fresh === null) return known
      const assets = new Map([...(known?.assets ?? []), ...fresh.assets].slice(-filesMax))
      known = { page: fresh.page, assets }
      seen = changed
      return known
    },
  }
}

async function readBuild(folder: string): Promise<Build> {
  const page = await readFile(join(folder, 'index.html'))
  const names = (await readdir(join(folder, 'assets'))).slice(0, filesMax)
  const assets = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, 'assets', name))] as const),
  )
  return { page, assets: new Map(assets) }
}
