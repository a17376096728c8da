import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { VisitError, visitorLineSchema, type Visit, type VisitOrder, type VisitorLine } from './visit.ts'

const outputBytesMax = 512 * 1024
/** The child ends itself at `visitMs`; this is for one that does not. */
const graceMs = 3_000

export interface VisitOptions extends Omit<VisitOrder, 'url'> {
  /** Stops the visit at once. */
  readonly signal: AbortSignal
  /** Folders in which the browser finds its programs. */
  readonly path: readonly string[]
}

/**
 * Visits a page with a real browser and an empty profile, in a child process of its own: nothing of the browser's driver
 * is loaded into the server. Follows up to `followMax` links to pages of the same origin. At the limit child and browser
 * are killed with their process groups. Throws VisitError, or the reason of the abort.
 */
export async function visitPage(url: string, { signal, path, ...order }: VisitOptions): Promise<Visit> {
  signal.throwIfAborted()
  const folder = await mkdtemp(join(tmpdir(), 'nachweis-visit-'))
  // Of our environment the browser gets nothing: it runs pages that are not ours.
  const env = { PATH: path.join(':'), HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' }
  const child = spawn(process.execPath, [visitorFile], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const visitor = new Visitor(child)
  try {
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify({ url, ...order } satisfies VisitOrder))
    return await visitor.result(order.visitMs + graceMs, signal)
  } finally {
    visitor.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

// The same file beside this one, from source in tests and built in production.
const visitorFile = fileURLToPath(import.meta.url.replace(/visit-page(\.[jt]s)$/, 'visitor$1'))

/** Owns the child process: what it says and its end. */
class Visitor {
  readonly #child: ChildProcess
  #browserPid: number | null = null
  #closed = false

  constructor(child: ChildProcess) {
    this.#child = child
  }

  async result(limitMs: number, signal: AbortSignal): Promise<Visit> {
    const limit = AbortSignal.timeout(limitMs)
    const ended = AbortSignal.any([signal, limit])
    try {
      const [line] = await Promise.all([this.#lastLine(ended), once(this.#child, 'close', { signal: ended })])
      this.#closed = true
      if (line && 'visit' in line) return line.visit
      if (line && 'refused' in line) throw new VisitError(line.refused, line.detail)
    } catch (error) {
      signal.throwIfAborted()
      if (limit.aborted) throw new VisitError('time-limit', `no end after ${limitMs} ms`)
      if (error instanceof VisitError) throw error
    }
    throw new VisitError('visitor-failed', 'the visiting process ended without a result')
  }

  async #lastLine(ended: AbortSignal): Promise<VisitorLine | null> {
    let [text, bytes] = ['', 0]
    let last: VisitorLine | null = null
    const output = this.#child.stdout?.setEncoding('utf8') ?? []
    ended.addEventListener('abort', () => this.kill(), { once: true })
    for await (const chunk of output as AsyncIterable<string>) {
      bytes += chunk.length
      if (bytes > outputBytesMax)
        throw new VisitError('too-much', `more than ${outputBytesMax} bytes were said`)
      const lines = (text + chunk).split('\n')
      text = lines.pop() as string
      for (const line of lines) last = this.#take(line)
    }
    return last
  }

  #take(line: string): VisitorLine {
    const said = visitorLineSchema.parse(JSON.parse(line))
    if ('browserPid' in said) this.#browserPid = said.browserPid
    return said
  }

  /** Ends the child's process group and the browser's, which is one of its own. */
  kill(): void {
    if (this.#closed) return
    for (const leader of [this.#child.pid, this.#browserPid]) {
      if (typeof leader !== 'number') continue
      try {
        process.kill(-leader, 'SIGKILL')
      } catch {
        // Gone already.
      }
    }
  }
}
