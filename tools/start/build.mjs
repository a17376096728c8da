import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { refuseUnlessWritable } from './install.mjs'
import { Refusal } from './words.mjs'

/** Compiles the projects and what they refer to; tsc itself decides what is out of date. Throws a Refusal. */
export function build(root, runtime, projects) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const done = spawnSync(runtime, [compiler, '-b', ...projects.map((project) => join(root, project))], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (done.status === 0) return
  refuseUnlessWritable(root)
  throw new Refusal('Das Übersetzen ist gescheitert, siehe oben.', 'The build failed, see above.')
}
