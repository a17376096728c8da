import { returnPath } from '@nachweis/console'

/** What the server says is next, after any step. */
export interface SignInStep {
  readonly next: 'done' | 'second-factor' | 'enrol'
}

/** Where somebody wanted to go, as a screen's path. The server writes it with `/console`, the console without. */
export const wantedPath = (to: string): string =>
  returnPath(to === '' ? undefined : to.replace(/^\/console(?=\/|$)/, '') || '/')

/** Goes on after signing in, by loading the page: nothing of what was known before stays in memory. */
export function leaveTo(path: string): void {
  location.assign(`/console${path}`)
}

/** The path of a screen that then leads on to `wanted`. */
export const withWanted = (path: string, wanted: string): string =>
  wanted === '/' ? path : `${path}?to=${encodeURIComponent(wanted)}`

/** Where an identity provider may lead back to: the server takes bare paths of the console only. */
export function signOnAddress(path: string, wanted: string, purpose?: 'step-up'): string {
  const to = `/console${wanted}`
  const query = new URLSearchParams({
    ...(purpose && { purpose }),
    ...(wanted !== '/' && /^\/console\/[\w\-./]*$/.test(to) && { to }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}
