/** What a record of identity is about, for filtering. */
export type ActivityKind = 'sign-in' | 'people' | 'factors' | 'rules' | 'tokens'

const patterns: readonly (readonly [RegExp, ActivityKind])[] = [
  [/token|service-account/, 'tokens'],
  [/factor-rule|organisation|customer|domain|connection|sign-on|group/, 'rules'],
  [/factor|password|recovery|passkey|identity-/, 'factors'],
  [/sign|session|step|break-glass-used|not-me/, 'sign-in'],
]

/** Sorts a record's type (`identity.person-invited`) into a kind; whatever fits no other is about people. */
export function activityKind(type: string): ActivityKind {
  const name = type.replace(/^identity\./, '')
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? 'people'
}
