import { second } from '../../../kernel/clock.ts'
import { FetchError } from '../../../platform/net/http/fetch-bounded.ts'
import { outgoing } from '../../../platform/net/http/outgoing.ts'
import type { Platform } from '../../../platform/platform.ts'
import { retryAfter } from './backoff.ts'
import type { Payload } from './message.ts'
import { inForce, openKeys } from './secrets.ts'
import { signedHeaders } from './sign.ts'

const timeoutMs = 15 * second
/** More than this is no answer to a webhook. */
const answerBytesMax = 64 * 1024
/** Of an answer, in the delivery log. */
const keptBytesMax = 1_000

/** Where something is sent, with what it is signed by. */
export interface Receiver {
  readonly id: string
  readonly url: string
  readonly sealed: Uint8Array
}

/** What became of one try. `problem` null: the receiver took it. */
export interface Tried {
  readonly status: number | null
  readonly problem: string | null
  readonly ms: number
  readonly answer: Uint8Array
  readonly retryAfterMs: number | null
}

/**
 * Posts a message once, signed (Standard Webhooks): no redirects, public addresses only, everything bounded. Whatever the
 * receiver does becomes a Tried; only the signal of a server that stops is thrown.
 */
export async function send(
  platform: Platform,
  receiver: Receiver,
  message: { readonly id: string; readonly payload: Payload },
  signal: AbortSignal,
): Promise<Tried> {
  const { clock, keys } = platform
  const now = clock.now()
  const content = JSON.stringify(message.payload)
  const sets = inForce(openKeys(keys, receiver.id, receiver.sealed), now)
  const signed = { id: message.id, atS: Math.floor(now / second), payload: content }
  const began = clock.monotonic()
  const took = () => Math.round(clock.monotonic() - began)
  try {
    const answer = await outgoing(platform, { timeoutMs, bodyBytesMax: answerBytesMax }).fetch(receiver.url, {
      method: 'POST',
      content,
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(content)),
        ...signedHeaders(signed, sets),
      },
      signal,
    })
    const isTaken = answer.status >= 200 && answer.status < 300
    return {
      status: answer.status,
      problem: isTaken ? null : `status-${answer.status}`,
      ms: took(),
      answer: answer.body.subarray(0, keptBytesMax),
      retryAfterMs: retryAfter(answer.headers['retry-after'], now),
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof FetchError)) throw error
    return { status: null, problem: error.code, ms: took(), answer: new Uint8Array(), retryAfterMs: null }
  }
}
