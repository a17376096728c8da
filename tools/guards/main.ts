import { join } from 'node:path'
import { findingLine } from '../boundaries/finding.ts'
import { deadPaths } from './document-paths.ts'
import { trackedFiles } from './tracked-files.ts'
import { workplaceWords } from './workplace-words.ts'

const filesMin = 50
const root = join(import.meta.dirname, '../..')
const files = trackedFiles(root)
if (files.length < filesMin) throw new Error(`only ${files.length} tracked files found: nothing was checked`)
const guards = { documents: () => deadPaths(root, files), words: () => workplaceWords(files) }
const name = process.argv[2] as keyof typeof guards
if (!Object.hasOwn(guards, name)) throw new Error(`name a guard: ${Object.keys(guards).join(', ')}`)
const findings = guards[name]()
for (const finding of findings) console.log(findingLine(finding))
console.log(`${files.length} files, ${findings.length} findings`)
process.exitCode = findings.length > 0 ? 1 : 0
