import { join } from 'node:path'
import { defineObserver, type Run } from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { places } from '../../backups/index.ts'
import { searchFiles, type FileSearch, type Root } from '../files.ts'
import { readKeyFiles, type KeyFiles, type LooseFile } from '../key-files.ts'
import { needlesOf, type Needle } from '../needles.ts'
import { canaryContext, plantCanary, removeCanary, type Canary } from '../plant.ts'
import { searchDump, type DumpSearch } from '../search-dump.ts'
import { searchFor } from '../search.ts'
import { tryStoredValue, type StoredValue } from '../stored-value.ts'

/** Where something was found. `backup-stream`: a dump after its encryption; the others before. */
export interface Hit {
  readonly secret: string
  readonly form: Needle['form']
  readonly where: 'data-folder' | 'backup-place' | 'dump' | 'backup-stream'
  readonly file: string | null
}

/** What was searched and found. */
export interface AtRest {
  readonly database: 'embedded' | 'postgres'
  readonly files: { readonly checked: number; readonly total: number; readonly bytes: number }
  readonly dump: { readonly tables: number; readonly bytes: number }
  /** The value in plain, which the same search must find. */
  readonly control: { readonly inFiles: boolean; readonly inDump: boolean }
  /** Where the sealed value was found in plain, or any value in the encrypted stream. */
  readonly canary: readonly Hit[]
  readonly value: StoredValue
  readonly keys: {
    readonly files: number
    readonly loose: readonly LooseFile[]
    readonly secrets: number
    /** Secrets that the search did not even find in their own files. */
    readonly blind: number
    readonly hits: readonly Hit[]
  }
}

const hitsMax = 100
const [secretName, controlName] = ['canary', 'control']

/** Plants a canary and searches everything for it, and for the keys, in one pass. */
export const search = defineObserver({
  id: 'encryption-at-rest/search',
  everyMs: 6 * hour,
  budgetMs: 30 * minute,
  targets: () => [{ id: 'installation' }],
  observe: async (run): Promise<AtRest> => {
    const canary = await plantCanary(run.platform)
    try {
      return await searchEverything(run, canary)
    } finally {
      await removeCanary(run.platform, canary)
    }
  },
})

async function searchEverything({ platform, signal }: Run, canary: Canary): Promise<AtRest> {
  const keyFolder = join(platform.environment.dataDir, 'keys')
  const keyFiles = await readKeyFiles(keyFolder)
  const needles = [
    ...needlesOf(secretName, canary.secret),
    ...needlesOf(controlName, canary.control),
    ...[...keyFiles.secrets].flatMap(([name, secret]) => needlesOf(name, secret)),
  ]
  const newSearch = searchFor(needles)
  const roots: Root[] = [
    { name: 'data-folder', folder: platform.environment.dataDir },
    { name: 'keys', folder: keyFolder },
    ...places(platform).map(({ folder }) => ({ name: 'backup-place', folder })),
  ]
  const files = await searchFiles(roots, newSearch, signal)
  const dump = await searchDump(platform, newSearch, signal)
  const hits = [...hitsInFiles(files), ...hitsInDump(dump)]
  return {
    database: platform.database.kind,
    files: { checked: files.checked, total: files.total, bytes: files.bytes },
    dump: { tables: dump.tables, bytes: dump.bytes },
    control: {
      inFiles: hits.some(({ secret, where }) => secret === controlName && where === 'data-folder'),
      inDump: hits.some(({ secret, where }) => secret === controlName && where === 'dump'),
    },
    canary: hits
      .filter(({ secret, where }) => secret === secretName || (secret === controlName && isEncrypted(where)))
      .slice(0, hitsMax),
    value: tryStoredValue(
      { ...canary, plain: canary.secret, context: canaryContext },
      platform.keys,
      keyFiles.masterKeys,
    ),
    keys: keyFindings(keyFiles, files, hits),
  }
}

const isEncrypted = (where: Hit['where']) => where === 'backup-stream' || where === 'backup-place'

const hitsInFiles = (files: FileSearch): Hit[] =>
  files.found
    .filter(({ root }) => root !== 'keys')
    .map(({ needle, root, path }) => ({
      secret: needle.secret,
      form: needle.form,
      where: root as Hit['where'],
      file: path,
    }))

const hitsInDump = ({ plain, sealed }: DumpSearch): Hit[] => [
  ...[...plain.found].map(({ secret, form }): Hit => ({ secret, form, where: 'dump', file: null })),
  ...[...sealed.found].map(({ secret, form }): Hit => ({ secret, form, where: 'backup-stream', file: null })),
]

function keyFindings(keyFiles: KeyFiles, files: FileSearch, hits: readonly Hit[]): AtRest['keys'] {
  const seen = new Set(files.found.filter(({ root }) => root === 'keys').map(({ needle }) => needle.secret))
  const notOurs = new Set([secretName, controlName])
  // A private key's number stands in its own file inside base64 of something larger, broken into lines.
  const names = new Set([...keyFiles.secrets.keys()].map((name) => name.replace(/ \d+$/, '')))
  return {
    files: keyFiles.files,
    loose: keyFiles.loose,
    secrets: keyFiles.secrets.size,
    blind: [...names].filter(
      (name) => ![...seen].some((secret) => secret === name || secret.startsWith(`${name} `)),
    ).length,
    hits: hits.filter(({ secret }) => !notOurs.has(secret)).slice(0, hitsMax),
  }
}
