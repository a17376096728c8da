import type { ComponentType } from 'react'
import type { Chapter, Text } from 'nachweis-verify'
import type { Permission } from '../../server/src/kernel/policy.ts'
import { may, type Me } from './api/me.ts'

/** Where the side navigation shows a screen: a chapter of the public page, or one of the two groups below it. */
export type Area = Chapter | 'administration' | 'account'

/** The places of a screen's path by name: `/people/$person` gives `params.person`. */
export interface ScreenProps {
  readonly params: Readonly<Record<string, string>>
}

export interface Screen {
  /** Below `/console`, e.g. `/people/$person`. One place for good: links and bookmarks lead here. */
  readonly path: string
  readonly title: Text
  /** What this screen is for, in two or three sentences; the help shows it. */
  readonly about: Text
  /** In the side navigation and the command palette. Absent: reached from other screens. */
  readonly area?: Area
  /** Whoever lacks it neither sees nor opens the screen. Absent: every signed-in person. */
  readonly permission?: Permission
  /** `staff`, `customers`: people of the provider, of a customer. `public`: nobody has to be signed in. */
  readonly audience?: 'staff' | 'customers' | 'public'
  /** Loaded when it is opened: `async () => (await import('./people-screen.tsx')).PeopleScreen`. */
  readonly load: () => Promise<ComponentType<ScreenProps>>
}

/** Something that the command palette offers to do: a link that opens the screen with the dialog for it. */
export interface PaletteAction {
  readonly label: Text
  /** e.g. `/people?invite=yes` */
  readonly href: string
  readonly permission?: Permission
  readonly audience?: 'staff' | 'customers'
}

export interface StepUpProps {
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** What a module brings to the console. */
export interface ConsolePart {
  readonly screens: readonly Screen[]
  readonly actions?: readonly PaletteAction[]
  /** The form that asks once more who is there; identity brings it. */
  readonly stepUp?: () => Promise<ComponentType<StepUpProps>>
}

/** Declares a module's screens: `console/index.ts` exports one. */
export function defineConsole(part: ConsolePart): ConsolePart {
  return part
}

/** Whether the person may see it. What the server then answers is its own decision. */
export function isOpenTo(me: Me | null, entry: Pick<Screen, 'permission' | 'audience'>): boolean {
  if (entry.audience === 'public') return true
  if (me === null) return false
  if (entry.audience === 'staff' && me.organisation.kind !== 'provider') return false
  if (entry.audience === 'customers' && me.organisation.kind !== 'customer') return false
  return entry.permission === undefined || may(me, entry.permission)
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The screen of a route, for the help. */
    readonly screen?: Screen
  }
}
