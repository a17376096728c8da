import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { parseSync, type Program } from 'oxc-parser'

/** One file of our source, parsed once for all rules. */
export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly imports: readonly Import[]
}

export interface Import {
  /** As written, e.g. `./read.ts` or `node:fs`. */
  readonly specifier: string
  /** The file it means, relative to the repository; null: a package from outside or of Node. */
  readonly target: string | null
  readonly line: number
}

/** A .sql file. */
export interface SqlFile {
  readonly path: string
  readonly text: string
}

export interface Tree {
  readonly sources: readonly SourceFile[]
  readonly sql: readonly SqlFile[]
}

const skipped = new Set(['node_modules', 'dist', 'fixtures'])
const isSource = (name: string) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name)

/** Reads and parses our source below the repository's folder: no tests, no builds. Throws on a file that does not parse. */
export function readTree(root: string): Tree {
  const packages = packageDoors(root)
  const own = ['server/src', 'cli/src', 'agent/src', 'console/src']
  const packaged = foldersIn(join(root, 'packages')).map((folder) => `packages/${folder}/src`)
  const files = [...packaged, ...own].flatMap((folder) => filesBelow(join(root, folder)))
  const paths = files.map((file) => relative(root, file).split('\\').join('/')).toSorted()
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  return {
    sources: paths.filter(isSource).map((path) => parse(path, read(path), packages)),
    sql: paths.filter((path) => path.endsWith('.sql')).map((path) => ({ path, text: read(path) })),
  }
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function parse(path: string, text: string, packages: ReadonlyMap<string, string>): SourceFile {
  const { program, module, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`)
  const found: { specifier: string; start: number }[] = [
    ...module.staticImports.map(({ moduleRequest }) => ({
      specifier: moduleRequest.value,
      start: moduleRequest.start,
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, start: moduleRequest.start }] : [],
      ),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      specifier: text.slice(start + 1, end - 1),
      start,
    })),
  ]
  const imports = found.map(({ specifier, start }) => ({
    specifier,
    target: resolve(path, specifier, packages),
    line: lineAt(text, start),
  }))
  return { path, text, program, imports }
}

function resolve(from: string, specifier: string, packages: ReadonlyMap<string, string>): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier))
  return packages.get(specifier) ?? null
}

/** Our own packages' entries by specifier, e.g. `nachweis-verify/node` -> `packages/proof/src/node/index.ts`. */
function packageDoors(root: string): ReadonlyMap<string, string> {
  const doors = new Map<string, string>([['@nachweis/console', 'console/src/index.ts']])
  for (const folder of foldersIn(join(root, 'packages'))) {
    const manifest = join(root, 'packages', folder, 'package.json')
    if (!existsSync(manifest)) continue
    const { name, exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      name: string
      exports?: Record<string, unknown>
    }
    for (const entry of Object.keys(exports)) {
      doors.set(posix.join(name, entry), posix.join('packages', folder, 'src', entry, 'index.ts'))
    }
  }
  return doors
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}
