import type { Command } from './commands.ts'

const answerMs = 120_000

/** Where to call, and as whom. */
export interface Installation {
  /** Without slash at the end. */
  readonly url: string
  readonly key: string | null
}

/** The words and options of one call. */
export interface Given {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string>>
}

/** Says what is wrong with a call; its message is for the person who typed it. */
export class CallError extends Error {}

/** The HTTP request of a call. Throws CallError when a part is missing or too much. */
export function requestOf(
  { route, places, options: names }: Command,
  given: Given,
): { path: string; method: string; body: string | null } {
  const parts = given.words.flatMap((word) => word.split('/'))
  if (parts.length !== places.length)
    throw new CallError(
      `This command needs ${places.length === 0 ? 'no words' : places.map((name) => `<${name}>`).join('/')}.`,
    )
  const unknown = Object.keys(given.options).filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new CallError(`This command has no --${unknown.join(', --')}.`)
  const values = new Map(places.map((name, i) => [name, parts[i] as string]))
  const path = route.path.replaceAll(/\{([a-zA-Z]+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  )
  if (route.method === 'post') return { path, method: 'POST', body: JSON.stringify(given.options) }
  const query = new URLSearchParams(given.options).toString()
  return { path: query === '' ? path : `${path}?${query}`, method: 'GET', body: null }
}

/** Calls and reads the answer as text. Throws CallError with the installation's own words when it refuses. */
export async function call(installation: Installation, command: Command, given: Given): Promise<string> {
  const { path, method, body } = requestOf(command, given)
  const headers = {
    ...(installation.key === null ? {} : { authorization: `Bearer ${installation.key}` }),
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  }
  const response = await fetch(installation.url + path, {
    method,
    headers,
    body,
    signal: AbortSignal.timeout(answerMs),
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new CallError(
      `${installation.url} cannot be reached (${error instanceof Error ? error.message : String(error)}). Is the server running? Give another address with --url.`,
    )
  })
  const text = await response.text()
  if (response.ok) return text
  throw new CallError(refusal(text) ?? `The server answers ${response.status}.`)
}

function refusal(text: string): string | null {
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? null
  } catch {
    return null
  }
}
