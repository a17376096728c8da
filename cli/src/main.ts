#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readClientEnvironment } from '@nachweis/server/environment'
import { defaultMemoryFolder, runCli } from 'nachweis-verify/node'
import { commands, usageOf } from './commands.ts'
import { call, CallError, type Given } from './request.ts'
import { readable } from './print.ts'

interface Typed extends Given {
  readonly url: string | null
  readonly lang: 'de' | 'en'
  readonly json: boolean
}

/** `name --flag value words…`; --url, --lang and --json belong to every command. */
function readWords(argv: readonly string[]): Typed {
  const words: string[] = []
  const options: Record<string, string> = {}
  let json = false
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string
    if (word === '--help') words.unshift('help')
    else if (word === '--json') json = true
    else if (word.startsWith('--')) {
      const value = argv[++at]
      if (value === undefined) throw new CallError(`${word} needs a value.`)
      options[word.slice(2)] = value
    } else words.push(word)
  }
  const { url = null, lang, ...rest } = options
  if (lang !== undefined && lang !== 'de' && lang !== 'en') throw new CallError('--lang is de or en.')
  return { words, options: rest, url, lang: lang ?? 'de', json }
}

function usage(): string {
  const lines = [...commands().values()].map(
    (command) => `  ${usageOf(command).padEnd(62)} ${command.route.summary}`,
  )
  return [
    'npm run cli -- <command> [--url http://127.0.0.1:8080] [--lang de|en] [--json]',
    '',
    ...lines,
    `  ${'export <folder>'.padEnd(62)} Saves everything public for verification without network`,
    '',
    'The access key comes from NACHWEIS_KEY, else from the data folder of this machine (DATA_DIR).',
    '',
  ].join('\n')
}

async function run(argv: readonly string[]): Promise<number> {
  const environment = readClientEnvironment()
  const { words, ...typed } = readWords(argv)
  const [name = 'help', ...parts] = words
  const url = (typed.url ?? environment.url).replace(/\/+$/, '')
  if (name === 'export') return exportAll(url, parts[0], typed.lang, environment)
  const command = commands().get(name)
  if (!command) {
    process.stdout.write(usage())
    return name === 'help' ? 0 : 2
  }
  const answer = await call({ url, key: environment.key ?? keyOnThisMachine(environment.dataDir) }, command, {
    words: parts,
    options: typed.options,
  })
  process.stdout.write(typed.json ? answer + '\n' : readable(name, answer, typed.lang))
  return 0
}

function exportAll(
  url: string,
  folder: string | undefined,
  language: 'de' | 'en',
  environment: ReturnType<typeof readClientEnvironment>,
): Promise<number> {
  if (folder === undefined) throw new CallError('export needs a folder.')
  return runCli([url, '--save', folder, '--lang', language], {
    language,
    memoryFolder: defaultMemoryFolder(environment.home, environment.stateHome),
    now: Date.now,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    repeatable: {},
  })
}

function keyOnThisMachine(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'keys', 'operator-key'), 'utf8').trim()
  } catch {
    return null
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CallError)) throw error
  process.stderr.write(error.message + '\n')
  process.exitCode = 2
}
