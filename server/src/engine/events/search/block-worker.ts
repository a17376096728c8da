/** The thread of block-builder.ts: what goes wrong ends it, and another is started. */
import { workerData } from 'node:worker_threads'
import { openDatabase, type DatabaseOptions } from '../../../platform/database/database.ts'
import { makeBlocks } from './make-blocks.ts'

const database = await openDatabase(workerData as DatabaseOptions)
const failed = (error: unknown) => {
  throw error
}
await makeBlocks({ database }, failed, new AbortController().signal)
