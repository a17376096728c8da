import type { ReactNode } from 'react'
import { Link as AriaLink } from 'react-aria-components'

interface Props {
  /** A screen (`/measures/backups`), or an address outside the console when `outside` is set. */
  readonly href: string
  readonly children: ReactNode
  readonly className?: string
  readonly isCurrent?: boolean
}

/** A link to another screen, without loading the page anew. */
export function Link({ href, children, className = 'link', isCurrent = false }: Props): ReactNode {
  return (
    <AriaLink className={className} href={href} {...(isCurrent && { 'aria-current': 'page' })}>
      {children}
    </AriaLink>
  )
}

/** A link out of the console, e.g. to the public page: the browser follows it. */
export function OutsideLink({ href, children, className = 'link' }: Omit<Props, 'isCurrent'>): ReactNode {
  return (
    <a className={className} href={href}>
      {children}
    </a>
  )
}
