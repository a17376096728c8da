import { useNavigate, useSearch } from '@tanstack/react-router'

/** A value in the address (`?name=value`): links and the back button keep it. The default leaves the address bare. */
export function useQueryState(name: string, byDefault = ''): [value: string, set: (value: string) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const found = search[name]
  const set = (value: string) =>
    void navigate({
      to: '.',
      replace: true,
      resetScroll: false,
      search: (before: Record<string, unknown>) => ({
        ...before,
        [name]: value === byDefault ? undefined : value,
      }),
    })
  return [typeof found === 'string' ? found : byDefault, set]
}

/** A screen's address in the pieces that the router wants: `/people?invite=yes#list`. */
export function targetOf(href: string): { to: string; search: Record<string, string>; hash: string } {
  const [, to = '/', search = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(href) ?? []
  return { to: to || '/', search: Object.fromEntries(new URLSearchParams(search)), hash }
}

/** Opens a screen: `go('/people')`; `replace` leaves no way back here, as after sign-in. */
export function useGo(): (href: string, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate()
  return (href, { replace = false } = {}) => void navigate({ ...targetOf(href), replace })
}

/** Where somebody wanted to go before signing in: a screen of this console, never another site. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(wanted) ? wanted : '/'
}
