import { lazy, useEffect, useState } from 'react'

const palette = async () => ({ default: (await import('./palette.tsx')).Palette })
const toasts = async () => ({ default: (await import('../parts/toast-region.tsx')).Toasts })
const drawer = async () => ({ default: (await import('./navigation-drawer.tsx')).NavigationDrawer })
const help = async () => ({ default: (await import('./help-dialog.tsx')).HelpDialog })

/** What nobody sees at first: loaded once the screen stands, so that it is there when it is wanted. */
export const Palette = lazy(palette)
export const HelpDialog = lazy(help)
export const NavigationDrawer = lazy(drawer)
export const StepUpDialog = lazy(async () => ({
  default: (await import('./step-up-dialog.tsx')).StepUpDialog,
}))
export const Toasts = lazy(toasts)

const settledMs = 1_000

/** True once the screen stands and what comes first is loaded. */
export function useSettled(): boolean {
  const [isSettled, settle] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => settle(true), settledMs)
    return () => clearTimeout(timer)
  }, [])
  return isSettled
}

/** Fetches what nobody asked for yet, so that it opens at once. */
export function useFetchLater(): void {
  const isSettled = useSettled()
  useEffect(() => {
    if (isSettled) void Promise.all([palette(), help(), drawer()]).catch(() => {})
  }, [isSettled])
}
