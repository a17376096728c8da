import type { ReactNode } from 'react'
import { text } from '../../../server/src/kernel/language.ts'
import { useMe } from '../api/me.ts'
import { PageHead } from '../parts/page.tsx'

/** The first screen. */
export function Overview(): ReactNode {
  const me = useMe()
  return <PageHead title={words.hello(me?.person.name ?? '')} />
}

const words = { hello: (name: string) => text(`Guten Tag, ${name}`, `Hello, ${name}`) }
