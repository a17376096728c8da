import { type Module } from '../../kernel/module.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Measure } from './define.ts'

export type NachweisModule = Module<Platform, Measure>

/** Declares a module of this house. */
export function defineModule(module: NachweisModule): NachweisModule {
  return module
}
