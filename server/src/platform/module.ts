import type { Module } from '../kernel/module.ts'
import type { Platform } from './platform.ts'

/** A module of the engine: it makes no promises of its own. */
export type EngineModule = Module<Platform, never>

/** Declares a module without measures; those with measures use defineModule of the claims engine. */
export function defineModule(module: EngineModule): EngineModule {
  return module
}
