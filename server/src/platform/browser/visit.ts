import { z } from 'zod'

export const pagesMax = 8
export const requestsMax = 500
export const cookiesMax = 100
export const storedMax = 100
export const violationsMax = 50
export const shownCharactersMax = 200

const shown = z.string().max(shownCharactersMax)

/** What visiting a page and some pages behind it showed. Long texts are cut at 200 characters. */
export const visitSchema = z.strictObject({
  /** `browser`: scripts ran. `http`: the pages were only fetched and read. */
  method: z.enum(['browser', 'http']),
  /** Name and version, e.g. `Chromium 156.0.8078.79`; null without a browser. */
  browser: shown.nullable(),
  pages: z.array(z.strictObject({ url: shown, status: z.number().int() })).max(pagesMax),
  /** Pages that were to be visited and did not answer. */
  unreached: z.number().int().min(0),
  /** Cookies in the jar or in an answer, kept or not. */
  cookies: z.array(z.strictObject({ name: shown, host: shown })).max(cookiesMax),
  requests: z
    .array(
      z.strictObject({
        url: shown,
        type: shown,
        thirdParty: z.boolean(),
        blocked: z.boolean().describe('by the content security policy'),
      }),
    )
    .max(requestsMax),
  storage: z.array(z.strictObject({ kind: shown, origin: shown, key: shown })).max(storedMax),
  /** Only without a browser: there are scripts that could store something. */
  mayStore: z.boolean(),
  /** Only without a browser: there are scripts that could load from elsewhere, and the page's policy would let them. */
  mayLoad: z.boolean(),
  violations: z.array(z.strictObject({ directive: shown, blocked: shown })).max(violationsMax),
})
export type Visit = z.output<typeof visitSchema>

export type VisitRefusal =
  | 'browser-not-started'
  | 'page-not-reached'
  | 'page-refused'
  | 'time-limit'
  | 'too-much'
  | 'visitor-failed'

/** A visit that did not take place; `detail` is short and names no place of this machine. */
export class VisitError extends Error {
  readonly code: VisitRefusal

  constructor(code: VisitRefusal, detail: string) {
    super(detail)
    this.code = code
  }
}

/** What the child is asked to do, over its standard input. */
export const visitOrderSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  chromium: z.string(),
  visitMs: z.number().positive(),
  followMax: z
    .number()
    .int()
    .min(0)
    .max(pagesMax - 1),
  ownHosts: z.array(z.string()),
  acceptCertificates: z.boolean(),
})
export type VisitOrder = z.output<typeof visitOrderSchema>

/** What the child answers, as JSON. */
export const visitorAnswerSchema = z.union([
  z.strictObject({ visit: visitSchema }),
  z.strictObject({
    refused: z.enum(['browser-not-started', 'page-not-reached', 'page-refused', 'time-limit', 'too-much']),
    detail: shown,
  }),
])
export type VisitorAnswer = z.output<typeof visitorAnswerSchema>

export const cut = (text: string): string => text.slice(0, shownCharactersMax)

/** Whether the address leads to another host than the page's own ones. `data:` and `blob:` lead nowhere. */
export function isThirdParty(url: string, ownHosts: readonly string[]): boolean {
  const parsed = URL.parse(url)
  if (parsed === null || !/^(https?|wss?):$/.test(parsed.protocol)) return false
  return !ownHosts.includes(parsed.host)
}

/**
 * Up to `max` addresses of other pages of the same origin, of as many kinds as possible: kinds differ in the first two
 * steps of the path. Files (with an extension) are no pages.
 */
export function pagesToFollow(from: string, links: readonly string[], max: number): string[] {
  const here = new URL(from)
  const kinds = new Map<string, string>()
  for (const link of links) {
    const url = URL.parse(link, from)
    if (url?.origin !== here.origin || url.pathname === here.pathname || /\.[a-z0-9-]+$/i.test(url.pathname))
      continue
    url.hash = ''
    const kind = url.pathname.split('/').slice(1, 3).join('/')
    if (!kinds.has(kind)) kinds.set(kind, url.href)
  }
  return [...kinds.values()].slice(0, max)
}
