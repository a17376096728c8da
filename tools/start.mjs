// The one door for `npm start`, `npm run verify|cli|bench|generate`; `runtime` installs and names the Node to use,
// `prepare` builds everything besides.
// Plain JavaScript without dependencies: it runs before anything is installed, on any Node from 20 up.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './start/build.mjs'
import { runChild } from './start/child.mjs'
import { buildConsole } from './start/console.mjs'
import { install } from './start/install.mjs'
import { chooseRuntime } from './start/runtime.mjs'
import { Refusal, say } from './start/words.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// `builds` are projects for tsc -b, `console`: the web app too; `inCallersFolder`: file arguments are meant from where the caller stands.
const commands = {
  start: { entry: 'server/dist/main.js', builds: ['server'], console: true, inCallersFolder: false },
  verify: { entry: 'packages/proof/dist/node/main.js', builds: ['packages/proof'], inCallersFolder: true },
  // Repeating checks needs their code, not only the verifier's.
  again: { entry: 'cli/dist/verify.js', builds: ['cli'], inCallersFolder: true },
  cli: { entry: 'cli/dist/main.js', builds: ['cli'], inCallersFolder: true },
  bench: { entry: 'bench/main.ts', builds: ['server'], inCallersFolder: false },
  generate: { entry: 'tools/generate/main.ts', builds: ['server'], inCallersFolder: false },
  runtime: { entry: null, builds: [], inCallersFolder: false },
  prepare: { entry: null, builds: ['server', 'cli'], console: true, inCallersFolder: false },
}

async function main(words) {
  const named = Object.hasOwn(commands, words[0] ?? '')
  const again = words[0] === 'verify' && words.includes('--again')
  const command = commands[again ? 'again' : named ? words[0] : 'start']
  const rest = named ? words.slice(1) : words

  install(root)
  const runtime = chooseRuntime(root)
  if (command.builds.length > 0) build(root, runtime, command.builds)
  if (command.console) buildConsole(root, runtime)

  if (command.entry === null) {
    process.stdout.write(runtime + '\n')
    return 0
  }
  const entry = join(root, command.entry)
  if (!existsSync(entry)) throw new Refusal(`${command.entry} fehlt.`, `${command.entry} is missing.`)
  return runChild(runtime, [entry, ...rest], command.inCallersFolder ? callersFolder() : root)
}

/** npm changes to the package's folder and says in INIT_CWD where the caller stands. */
function callersFolder() {
  const here = process.cwd()
  return here === root && process.env.INIT_CWD ? process.env.INIT_CWD : here
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  say(error.german, error.english)
  process.exitCode = 1
}
