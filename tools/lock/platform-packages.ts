/** One entry of `packages` in package-lock.json (version 3), as far as we read it. */
export interface LockEntry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
  [field: string]: unknown
}

export interface MissingPackage {
  readonly path: string
  readonly entry: LockEntry
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
]
const processors = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

/**
 * Packages for other platforms that a package names and the lock lacks. npm drops them when the registry in use does not
 * carry them, and `npm ci` then refuses the lock everywhere. Named by version, os, cpu and libc, they are skipped elsewhere.
 */
export function missingPlatformPackages(packages: Readonly<Record<string, LockEntry>>): MissingPackage[] {
  const missing = new Map<string, LockEntry>()
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (nestings(path, name).some((place) => packages[place] !== undefined)) continue
      const { cpu, os, libc } = platform(name)
      const entry = { version, cpu, ...(dev ? { dev } : {}), libc, optional: true, os }
      missing.set(`node_modules/${name}`, withoutEmpty(entry))
    }
  }
  return [...missing].map(([path, entry]) => ({ path, entry }))
}

/** The lock's packages with the missing ones, in npm's order. */
export function completed(packages: Readonly<Record<string, LockEntry>>): Record<string, LockEntry> {
  const added = missingPlatformPackages(packages).map(({ path, entry }) => [path, entry] as const)
  const sorted = [...Object.entries(packages), ...added].toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  return Object.fromEntries(sorted)
}

/** Where Node looks for `name` from the package at `path`, innermost first. */
function nestings(path: string, name: string): string[] {
  const places: string[] = []
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(`${at}/node_modules/${name}`)
  }
  return [...places, `node_modules/${name}`]
}

/** From names like `@oxfmt/binding-linux-x64-musl`. A package that names no platform is asked for everywhere. */
function platform(name: string): { os: string[]; cpu: string[]; libc: string[] } {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  const libc = [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc']
  const named = words.some((word) => /^(musl|gnu)/.test(word))
  return { os, cpu, libc: os.includes('linux') && named ? libc : [] }
}

function withoutEmpty(entry: LockEntry): LockEntry {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  )
}
