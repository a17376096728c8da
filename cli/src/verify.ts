import { readClientEnvironment } from '@nachweis/server/environment'
import { repeatableChecks } from '@nachweis/server/repeat'
import { defaultMemoryFolder, runCli } from 'nachweis-verify/node'

// The verifier with the code of the checks at hand: what `npm run verify -- <url> --again` runs.
const argv = process.argv.slice(2)
const environment = readClientEnvironment()
const url = argv.find((word) => /^https?:\/\//.test(word))?.replace(/\/+$/, '') ?? environment.url

process.exitCode = await runCli(argv, {
  language: environment.language,
  memoryFolder: defaultMemoryFolder(environment.home, environment.stateHome),
  now: Date.now,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  repeatable: repeatableChecks(url),
})
