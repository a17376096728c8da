#!/usr/bin/env node
import { homedir } from 'node:os'
import { defaultMemoryFolder, runCli } from './run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  language: (process.env['LC_ALL'] || process.env['LANG'] || '').startsWith('de') ? 'de' : 'en',
  memoryFolder: defaultMemoryFolder(homedir(), process.env['XDG_STATE_HOME']),
  now: Date.now,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // The package knows no checks; an installation's own command line supplies them.
  repeatable: {},
})
