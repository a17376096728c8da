import { open, type FileHandle } from 'node:fs/promises'
import type { Options } from './options.ts'
import { segmentPath, type Position } from './position.ts'

/** Bytes written at once. */
const writeBytesMax = 1024 * 1024

interface Waiting {
  readonly line: Buffer
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** What a writer tells of. */
interface Told {
  /** There is more to read. */
  readonly written: () => void
  /** This file has so many good bytes, and is not written to any more. */
  readonly ended: (segment: number, bytes: number) => void
}

type WriterOptions = Pick<Options, 'spoolDir' | 'fsync' | 'fsyncMs' | 'segmentBytesMax'>

/**
 * Appends lines to the newest file of a spool; whoever calls meanwhile shares one write and one sync. A file is begun anew
 * at every start and after every failed write: nothing is ever appended to a torn end.
 */
export class SpoolWriter {
  readonly #options: WriterOptions
  readonly #told: Told
  readonly #queue: Waiting[] = []
  #segment: number
  #offset = 0
  #file: FileHandle | null = null
  #isDirty = false
  #running: Promise<void> | null = null
  #endWanted = false
  #timer: NodeJS.Timeout | null = null

  /** `next` is the number of the first file. */
  constructor(options: WriterOptions, next: number, told: Told) {
    this.#options = options
    this.#segment = next
    this.#told = told
  }

  /** Where the next line will stand: everything before it is written. */
  get end(): Position {
    return { segment: this.#segment, offset: this.#offset }
  }

  /** Resolves when the line is written, and synced where every line is. */
  append(line: Buffer): Promise<void> {
    return new Promise((done, failed) => {
      this.#queue.push({ line, done, failed })
      this.#running ??= this.#run()
    })
  }

  /** Ends the current file once what waits is written: it can be deleted then. Later lines begin another. */
  async endSegment(): Promise<void> {
    this.#endWanted = true
    this.#running ??= this.#run()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0 || this.#endWanted) {
      if (this.#queue.length === 0) {
        this.#endWanted = false
        await this.#closeFile().catch(() => {})
        continue
      }
      const taken = this.#take()
      try {
        await this.#write(Buffer.concat(taken.map(({ line }) => line)))
        for (const { done } of taken) done()
      } catch (error) {
        await this.#abandon()
        for (const { failed } of taken) failed(error)
      }
    }
    this.#running = null
  }

  #take(): Waiting[] {
    let [count, bytes] = [0, 0]
    for (const { line } of this.#queue) {
      bytes += line.length
      if (count > 0 && bytes > writeBytesMax) break
      count++
    }
    return this.#queue.splice(0, count)
  }

  async #write(bytes: Buffer): Promise<void> {
    const { fsync, segmentBytesMax } = this.#options
    if (bytes.length === 0) return
    if (this.#offset > 0 && this.#offset + bytes.length > segmentBytesMax) await this.#closeFile()
    const file = (this.#file ??= await this.#openFile())
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, at, bytes.length - at, this.#offset + at)
      at += bytesWritten
    }
    if (fsync === 'always') await file.datasync()
    else this.#isDirty = true
    if (fsync === 'interval') this.#syncLater()
    this.#offset += bytes.length
    this.#told.written()
  }

  async #openFile(): Promise<FileHandle> {
    const { fsync, spoolDir } = this.#options
    const file = await open(segmentPath(spoolDir, this.#segment), 'wx', 0o600)
    // A file whose name is not on disk is lost with all that was synced into it.
    if (fsync === 'always') await syncFolder(spoolDir)
    return file
  }

  #syncLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#sync().catch(() => {})
    }, this.#options.fsyncMs).unref()
  }

  async #sync(): Promise<void> {
    if (!this.#isDirty || this.#options.fsync === 'never') return
    this.#isDirty = false
    await this.#file?.datasync()
  }

  /** What a failed write left behind is cut off, or where that fails too, left as a torn end. */
  async #abandon(): Promise<void> {
    await this.#file?.truncate(this.#offset).catch(() => {})
    await this.#closeFile().catch(() => {})
  }

  async #closeFile(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const file = this.#file
    if (!file) return
    try {
      await this.#sync()
    } finally {
      this.#file = null
      this.#told.ended(this.#segment, this.#offset)
      this.#segment++
      this.#offset = 0
      await file.close()
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
