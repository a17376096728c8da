/** `nachweis-verify/node`: sources, memory and the command line for Node. */
export { httpSource } from './http-source.ts'
export { folderSource, savingSource } from './folder-source.ts'
export { loadMemory, MemoryError, storeMemory } from './memory-file.ts'
export { repeatChecks, type Repeatable, type Repeated } from './again.ts'
export {
  verifyExport,
  type ExportProblem,
  type ExportProblemCode,
  type ExportReport,
} from './verify-export.ts'
export { printReport } from './print.ts'
export { defaultMemoryFolder, exitCodes, runCli, type Surroundings } from './run-cli.ts'
