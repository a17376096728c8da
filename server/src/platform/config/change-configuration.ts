import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseDocument, type Document } from 'yaml'
import { Problem } from '../../kernel/problem.ts'
import type { Platform } from '../platform.ts'
import type { Configuration } from './configuration.ts'
import { ConfigurationError, parseConfiguration } from './load-configuration.ts'

type Holder = Pick<Platform, 'configurationFile'>

/** A change of nachweis.yaml: both texts, and what it says afterwards. */
export interface ConfigurationChange {
  readonly before: string
  readonly after: string
  readonly configuration: Configuration
}

/** Writes the change; to be called once, in the transaction that records it. */
export type WriteConfiguration = () => Promise<void>

/** Changes of one file come one after the other, or the second would undo the first. */
const changing = new Map<string, Promise<unknown>>()

/**
 * Changes nachweis.yaml and takes it over. `edit` gets the document with its comments; the result is checked as a whole
 * before anything is written. `record` may wrap the writing: it throws, and the file is as it was. Throws a Problem when
 * the result is refused or the file cannot be written.
 */
export async function changeConfiguration(
  platform: Holder,
  edit: (document: Document) => void,
  record: (write: WriteConfiguration, change: ConfigurationChange) => Promise<unknown> = (write) => write(),
): Promise<ConfigurationChange> {
  const { path, reload } = platform.configurationFile
  const turn = (changing.get(path) ?? Promise.resolve()).then(async () => {
    const change = await previewConfiguration(platform, edit)
    if (change.after === change.before) return change
    let written = false
    try {
      await record(async () => {
        await writeWhole(path, change.after)
        written = true
      }, change)
    } catch (error) {
      if (written) await writeWhole(path, change.before)
      throw error
    }
    await reload()
    return change
  })
  changing.set(
    path,
    turn.catch(() => {}),
  )
  return turn
}

/** What `edit` would make of the file, checked but not written. Throws a Problem when the result is refused. */
export async function previewConfiguration(
  { configurationFile: { path, rule } }: Holder,
  edit: (document: Document) => void,
): Promise<ConfigurationChange> {
  const before = await readFile(path, 'utf8')
  checked('configuration-broken', () => parseConfiguration(before, path, rule))
  const document = parseDocument(before, { uniqueKeys: true })
  const same = document.toString({ lineWidth: 0 })
  edit(document)
  const edited = document.toString({ lineWidth: 0 })
  const after = edited === same ? before : edited
  return {
    before,
    after,
    configuration: checked('configuration-refused', () => parseConfiguration(after, path, rule)),
  }
}

/** Names a state of the file: somebody who looked at an older one must look again. */
export const configurationVersion = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Whether this process may write the file. */
export async function isConfigurationWritable({ configurationFile: { path } }: Holder): Promise<boolean> {
  try {
    const real = await realpath(path)
    await access(real, constants.W_OK)
    await access(dirname(real), constants.W_OK)
    return true
  } catch {
    return false
  }
}

function checked<T>(reason: 'configuration-broken' | 'configuration-refused', parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new Problem(reason === 'configuration-broken' ? 'conflict' : 'bad-request', reason, {
      de: `${intros[reason].de} ${error.message}`,
      en: `${intros[reason].en} ${error.message}`,
    })
  }
}

/** Beside it first and then in its place: whoever reads meanwhile finds the old or the new, never half of one. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    const real = await realpath(path)
    const aside = `${real}.new`
    const { mode } = await stat(real)
    try {
      const file = await open(aside, 'w', mode)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, real)
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!readOnly.has(code)) throw error
    throw new Problem('conflict', 'configuration-read-only', {
      de: 'Der Server darf nachweis.yaml hier nicht schreiben. Tragen Sie die Änderung auf dem Server von Hand ein oder geben Sie ihm das Recht dazu.',
      en: 'The server may not write nachweis.yaml here. Enter the change by hand on the server, or let it write there.',
    })
  }
}

const readOnly = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY'])
const intros = {
  'configuration-broken': {
    de: 'In nachweis.yaml steht ein Fehler, der zuerst auf dem Server behoben werden muss.',
    en: 'There is a mistake in nachweis.yaml that must be mended on the server first.',
  },
  'configuration-refused': {
    de: 'So kann die Konfiguration nicht übernommen werden.',
    en: 'The configuration cannot be taken over like this.',
  },
}
