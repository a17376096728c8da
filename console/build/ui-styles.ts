import { join } from 'node:path'
import type { Plugin } from 'vite'
import { primitivesCss } from '../../packages/ui/src/primitives-css.ts'
import { chosenThemeCss, tokensCss } from '../../packages/ui/src/tokens.ts'

const name = 'virtual:ui.css'
/** Read while the configuration is loaded, hence no module of the bundle. */
export const uiStyleFiles = ['primitives-css.ts', 'tokens.ts'].map((file) =>
  join(import.meta.dirname, '../../packages/ui/src', file),
)

/** The tokens and primitives that console and public page share, as one style sheet. */
export function uiStyles(): Plugin {
  return {
    name: 'ui-styles',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? tokensCss + chosenThemeCss + primitivesCss : null),
  }
}
