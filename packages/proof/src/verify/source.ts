import type { Bytes } from '../bytes.ts'

/** Where the resources of an installation come from: HTTP, a saved folder, memory. */
export interface Source {
  /** Bytes of the resource at an absolute path such as `/log/checkpoint`; null when there is none. Throws SourceError. */
  get(path: string): Promise<Bytes | null>
}

/** The source could not answer, or not within its limits: nothing is known about the resource. */
export class SourceError extends Error {
  readonly path: string

  constructor(path: string, message: string) {
    super(message)
    this.name = 'SourceError'
    this.path = path
  }
}

/** What is said under `/log/tile/` never changes: asked for once per verification, however often it is repeated. */
export function rememberTiles(source: Source): Source {
  const tiles = new Map<string, Bytes>()
  return {
    async get(path) {
      const known = tiles.get(path)
      if (known) return known
      const bytes = await source.get(path)
      if (bytes && path.startsWith('/log/tile/')) tiles.set(path, bytes)
      return bytes
    },
  }
}
