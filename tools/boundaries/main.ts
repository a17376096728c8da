import { join } from 'node:path'
import { checkBoundaries } from './check.ts'
import { findingLine } from './finding.ts'

const { files, modules, findings } = checkBoundaries(join(import.meta.dirname, '../..'))
for (const finding of findings) console.log(findingLine(finding))
console.log(`${files} files, ${modules} modules, ${findings.length} findings`)
process.exitCode = findings.length > 0 ? 1 : 0
