import type { ReactNode } from 'react'

/** A key, for passkeys; decoration only. */
export const KeyIcon = (): ReactNode => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d="M7 12.5a4 4 0 1 1 3.6-5.7L17.5 6.8l1 1.7-1.7 1.7-1.6-1-1.5 1.2-1.4-.9h-1.7A4 4 0 0 1 7 12.5zM6.3 8.5h.01" />
  </svg>
)
