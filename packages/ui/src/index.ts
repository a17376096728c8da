/**
 * Design tokens and accessible primitives of the console and the public pages. React only, no state, no effects: every
 * component renders on a server. Deliberately absent: words (each caller brings its own) and layout.
 */
export { primitivesCss } from './primitives-css.ts'
export { ProofBar, TallyBar } from './proof-bar.tsx'
export { dayStatus } from './runs.ts'
export { Sentence } from './sentence.tsx'
export { StatusMark, StatusMarkShapes } from './status-mark.tsx'
export { chosenThemeCss, themes, tokensCss } from './tokens.ts'
