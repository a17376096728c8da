import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Configuration } from './configuration.ts'
import { configurationJsonSchema } from './configuration-schema.ts'
import { loadConfiguration, type ConfigurationRule } from './load-configuration.ts'

const pollMs = 2_000

/** The configuration in force, following its file. */
export interface ConfigurationFile {
  readonly path: string
  readonly rule: ConfigurationRule
  current(): Configuration
  /** What is wrong with the file as it stands now; null when it is the one in force. */
  problem(): string | null
  /** Reads the file now; a broken file leaves the old configuration in force. */
  reload(): Promise<void>
  stop(): void
}

/**
 * Opens the file (written from `template` when absent) and follows it. The first reading throws when the file is broken:
 * there is no older configuration to go on with. `onChange` is called with every new configuration.
 */
export async function followConfiguration(options: {
  readonly file: string
  readonly template: string
  readonly rule: ConfigurationRule
  readonly telemetry: Telemetry
  readonly onChange: () => Promise<void>
}): Promise<ConfigurationFile> {
  const { file, rule, telemetry } = options
  await writeFile(file, options.template, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  // Beside it, for editors: the first line of the template points there.
  await writeFile(join(dirname(file), 'nachweis.schema.json'), configurationJsonSchema())
  let current = await loadConfiguration(file, rule)
  let seen = await fingerprint(file)
  let problem: string | null = null

  const reload = async () => {
    seen = await fingerprint(file)
    try {
      current = await loadConfiguration(file, rule)
      problem = null
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
      telemetry.warn('configuration not taken over, the old one stays in force', { problem })
      return
    }
    try {
      await options.onChange()
      telemetry.info('configuration taken over', { file })
    } catch (error) {
      problem =
        'The configuration was read, but what follows from it is not published yet. It is tried again.'
      seen = ''
      telemetry.error('configuration not published', error)
    }
  }
  let reading = false
  const timer = setInterval(() => {
    if (reading) return
    reading = true
    void fingerprint(file)
      .then(async (now) => {
        if (now !== seen) await reload()
      })
      .finally(() => (reading = false))
  }, pollMs)
  timer.unref()
  return {
    path: file,
    rule,
    current: () => current,
    problem: () => problem,
    reload,
    stop: () => clearInterval(timer),
  }
}

/** Changes when the file does; a file that vanished counts as a change too. */
async function fingerprint(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file)
    return `${mtimeMs} ${size} ${(await readFile(file)).length}`
  } catch (error) {
    return String(error)
  }
}
