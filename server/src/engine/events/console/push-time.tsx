import type { ReactNode } from 'react'
import { useLanguage } from '@nachweis/console'
import { listTime } from './search-times.ts'

/** Day and time to the second: tries are often seconds apart. */
export function Exact({ at }: { readonly at: string }): ReactNode {
  return <time dateTime={at}>{listTime(at, useLanguage())}</time>
}
