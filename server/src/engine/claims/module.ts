import type { Module } from '../../kernel/module.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Measure } from './define.ts'

/** A module as this house builds it: with this platform and these measures. */
export type NachweisModule = Module<Platform, Measure>

/** Declares a module: its index.ts exports one. */
export function defineModule(module: NachweisModule): NachweisModule {
  return module
}
