import type { Text } from 'nachweis-verify'

/** A cookie that our pages may set, as visitors are told. */
export interface DeclaredCookie {
  readonly name: string
  readonly purpose: Text
  readonly keptDays: number
}

/** The register of cookies: the public pages need none. */
export const declaredCookies: readonly DeclaredCookie[] = []
