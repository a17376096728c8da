import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const keptMax = 2_000

/** One bit of one answer that is to be another. */
export interface Flip {
  readonly path: string
  readonly offset: number
  readonly mask: number
}

export interface AlteringProxy {
  readonly baseUrl: string
  /** The answers kept so far: each path is asked for once, so that all are of one moment. */
  readonly kept: ReadonlyMap<string, Buffer>
  /** What to falsify from now on; null: nothing. */
  falsify(flip: Flip | null): void
  /** Forgets the kept answers: the next ones are asked for anew. */
  forget(): void
  close(): Promise<void>
}

interface Kept {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** A proxy in front of a running server that hands everything on as it is, but for one bit. */
export async function startAlteringProxy(upstream: string): Promise<AlteringProxy> {
  const answers = new Map<string, Promise<Kept>>()
  const kept = new Map<string, Buffer>()
  let flip: Flip | null = null
  const ask = async (path: string): Promise<Kept> => {
    const response = await fetch(upstream + path, { redirect: 'manual' })
    const body = Buffer.from(await response.arrayBuffer())
    if (response.status === 200) kept.set(path, body)
    return { status: response.status, type: response.headers.get('content-type') ?? '', body }
  }
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const known = answers.get(path) ?? ask(path)
    if (answers.size < keptMax) answers.set(path, known)
    known.then(
      ({ status, type, body }) =>
        response
          .writeHead(status, { 'content-type': type })
          .end(flip?.path === path ? flipped(body, flip) : body),
      () => response.writeHead(502).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    falsify: (next) => {
      flip = next
    },
    forget() {
      answers.clear()
      kept.clear()
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** A copy of the bytes with one bit changed. */
export function flipped(body: Uint8Array, { offset, mask }: Pick<Flip, 'offset' | 'mask'>): Buffer {
  const copy = Buffer.from(body)
  copy[offset] = (copy[offset] as number) ^ mask
  return copy
}

/** Offsets of the bytes of a page that people read as sentence, status or title; character references are left out. */
export function readOffsets(page: Buffer): number[] {
  const html = page.toString('latin1')
  const offsets: number[] = []
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at++) offsets.push(at)
  }
  for (const match of html.matchAll(/<(\w+)[^<>]* data-(claim|measure)="[^"]*"[^<>]*>/g)) {
    const status = /data-status="([^"]*)"/.exec(match[0])
    if (match[2] === 'claim' && !status) continue
    if (status)
      take(
        match.index + status.index + 'data-status="'.length,
        match.index + status.index + status[0].length - 1,
      )
    let depth = 1
    for (const part of html
      .slice(match.index + match[0].length)
      .matchAll(/<(\/?)\w[^<>]*>|&[^;<]*;|[^<&]+/g)) {
      if (part[0].startsWith('<')) depth += part[1] === '/' ? -1 : 1
      if (depth === 0) break
      const start = match.index + match[0].length + part.index
      if (!/^[<&]/.test(part[0])) take(start, start + part[0].length)
    }
  }
  return offsets
}
