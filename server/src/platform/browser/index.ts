// Visiting a page as a person's browser does, and saying what it set, stored and loaded.
// Invariants: the browser's driver and the browser run in processes of their own, with an empty profile and nothing of
// our environment; at the limit both are killed; what they say is bounded and parsed.
export { findChromium } from './find-chromium.ts'
export { visitPage, type VisitOptions } from './visit-page.ts'
export { visitPlain } from './visit-plain.ts'
export { VisitError, type Visit, type VisitRefusal } from './visit.ts'
