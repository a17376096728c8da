import { defineObserver, type Run, type Target } from '../../../engine/claims/index.ts'
import { hour, second } from '../../../kernel/clock.ts'
import {
  findChromium,
  visitPage,
  visitPlain,
  VisitError,
  type Visit,
  type VisitRefusal,
} from '../../../platform/browser/index.ts'
import type { Addresses } from '../../../platform/platform.ts'

const ownPages = ['/de/', '/en/']
const visitMs = 45 * second
/** Beside the page itself so many pages behind it are visited, each of another kind. */
const followMax = 4

export interface PageTarget extends Target {
  /** Ours: its address is known once we listen. */
  readonly own: boolean
}

/** What a visit showed, or why there was none. */
export type PageObservation =
  | Visit
  | { readonly method: 'none'; readonly refused: VisitRefusal; readonly detail: string }

/** Visits our own public pages and those of the configuration as a new visitor would. */
export const pageVisit = defineObserver({
  id: 'page-visit',
  everyMs: hour,
  budgetMs: 60 * second,
  fromOutside: true,
  targets: ({ pages }): readonly PageTarget[] => [
    ...ownPages.map((id) => ({ id, own: true })),
    ...[...new Set(pages)].map((id) => ({ id, own: false })),
  ],
  observe: observePage,
})

/** One visit: with Chromium where there is one, else over plain HTTP. */
export async function observePage(
  { platform, signal }: Run,
  { id, own }: PageTarget,
): Promise<PageObservation> {
  const addresses = platform.addresses()
  const url = own ? addresses.http + id : id
  const ownHosts = own ? hostsOf(addresses) : []
  const { environment } = platform
  try {
    const chromium = await findChromium(environment)
    if (chromium === null)
      return await visitPlain(url, { signal, visitMs, followMax: own ? followMax : 0, ownHosts })
    // The local certificate of our own listener is known to no browser.
    const order = { chromium, visitMs, followMax: own ? followMax : 0, ownHosts, acceptCertificates: own }
    return await visitPage(url, { signal, path: environment.path, ...order })
  } catch (error) {
    if (!(error instanceof VisitError)) throw error
    return { method: 'none', refused: error.code, detail: error.message }
  }
}

const hostsOf = ({ http, https, public: world }: Addresses) =>
  [http, https, world].flatMap((url) => (url === null ? [] : [new URL(url).host]))
