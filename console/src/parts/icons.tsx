import type { ReactNode } from 'react'

/** A drawing of 20 units, in the colour of the text beside it; decoration only. */
function Icon({ d, children }: { readonly d?: string; readonly children?: ReactNode }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {d !== undefined && <path d={d} />}
      {children}
    </svg>
  )
}

export const ChevronIcon = (): ReactNode => <Icon d="M6 8l4 4 4-4" />
export const CloseIcon = (): ReactNode => <Icon d="M5 5l10 10M15 5L5 15" />
export const MenuIcon = (): ReactNode => <Icon d="M3 6h14M3 10h14M3 14h14" />
export const SearchIcon = (): ReactNode => (
  <Icon d="M13 13l4 4M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z" />
)
export const BellIcon = (): ReactNode => <Icon d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13L5 14zM8.5 17.5h3" />
export const HelpIcon = (): ReactNode => (
  <Icon d="M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM7.8 7.7A2.2 2.2 0 0 1 12 8.4c0 1.6-2 1.8-2 3.3M10 14.2v.3" />
)
export const PersonIcon = (): ReactNode => (
  <Icon d="M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17a6.5 6.5 0 0 1 13 0" />
)
export const MoreIcon = (): ReactNode => (
  <Icon>
    <circle cx="4.5" cy="10" r=".9" />
    <circle cx="10" cy="10" r=".9" />
    <circle cx="15.5" cy="10" r=".9" />
  </Icon>
)
export const CopyIcon = (): ReactNode => <Icon d="M7 7h9v10H7zM4 13V3h9" />
export const CheckIcon = (): ReactNode => <Icon d="M4 10.5l4 4 8-9" />
export const ArrowIcon = (): ReactNode => <Icon d="M4 10h12M11 5l5 5-5 5" />
export const OutsideIcon = (): ReactNode => <Icon d="M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7" />
export const EyeIcon = ({ crossed }: { readonly crossed: boolean }): ReactNode => (
  <Icon
    d={`M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z${crossed ? 'M3 17L17 3' : ''}`}
  />
)
