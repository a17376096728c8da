import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { endProcessesOf } from './end-processes.ts'
import { VisitError, visitorAnswerSchema, type Visit, type VisitOrder, type VisitorAnswer } from './visit.ts'

const outputBytesMax = 512 * 1024
/** The child ends itself at `visitMs`; this is for one that does not. */
const graceMs = 3_000

type Child = ChildProcessByStdio<Writable, Readable, null>

export interface VisitOptions extends Omit<VisitOrder, 'url'> {
  /** Stops the visit at once. */
  readonly signal: AbortSignal
  /** Folders in which the browser finds its programs. */
  readonly path: readonly string[]
}

/**
 * Visits a page with a real browser and an empty profile, in a child process of its own: nothing of the browser's driver
 * is loaded into the server. Follows up to `followMax` links to pages of the same origin. In the end nothing of it runs any
 * more, however it ended. Throws VisitError, or the reason of the abort.
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
  try {
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify({ url, ...order } satisfies VisitOrder))
    return await result(child, order.visitMs + graceMs, signal)
  } finally {
    child.kill('SIGKILL')
    await endProcessesOf(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

// The same file beside this one, from source in tests and built in production.
const visitorFile = fileURLToPath(import.meta.url.replace(/visit-page(\.[jt]s)$/, 'visitor$1'))

async function result(child: Child, limitMs: number, signal: AbortSignal): Promise<Visit> {
  const limit = AbortSignal.timeout(limitMs)
  const ended = AbortSignal.any([signal, limit])
  // The stream ends with the child.
  const kill = () => child.kill('SIGKILL')
  ended.addEventListener('abort', kill, { once: true })
  try {
    const [line] = await Promise.all([said(child), once(child, 'close', { signal: ended })])
    if ('visit' in line) return line.visit
    throw new VisitError(line.refused, line.detail)
  } catch (error) {
    signal.throwIfAborted()
    if (limit.aborted) throw new VisitError('time-limit', `no end after ${limitMs} ms`)
    if (error instanceof VisitError) throw error
    throw new VisitError('visitor-failed', 'the visiting process ended without a result')
  } finally {
    ended.removeEventListener('abort', kill)
  }
}

async function said(child: Child): Promise<VisitorAnswer> {
  let text = ''
  for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    if (text.length > outputBytesMax)
      throw new VisitError('too-much', `more than ${outputBytesMax} bytes were said`)
  }
  return visitorAnswerSchema.parse(JSON.parse(text))
}
