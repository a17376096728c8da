import { mediaTypeOf, type Operation } from './openapi.ts'

const waitMs = 15_000
const charactersMax = 200_000

/** What came back; status 0: nothing did. */
export interface Answer {
  readonly status: number
  readonly ms: number
  readonly text: string
  readonly isCut: boolean
}

/** Sends a call, by the own session or by a token alone; reads until the end, the limit or the time, as streams have none. */
export async function trial(
  operation: Operation,
  address: string,
  body: string,
  token: string,
): Promise<Answer> {
  const start = performance.now()
  let [status, text] = [0, '']
  try {
    const answer = await fetch(address, {
      method: operation.method,
      credentials: token === '' ? 'same-origin' : 'omit',
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(operation.body && body !== '' ? { 'content-type': mediaTypeOf(operation) } : {}),
      },
      ...(operation.body && body !== '' ? { body } : {}),
      signal: AbortSignal.timeout(waitMs),
    })
    status = answer.status
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value
      if (text.length > charactersMax) break
    }
    await reader?.cancel()
  } catch (error) {
    if (status === 0) text = String(error)
  }
  const ms = Math.round(performance.now() - start)
  return { status, ms, text: pretty(text.slice(0, charactersMax)), isCut: text.length > charactersMax }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
