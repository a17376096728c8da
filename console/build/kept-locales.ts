import type { Plugin } from 'vite'

const kept = /\/(de-DE|en-US)\.mjs$/
const locale = /\/intl\/[a-z]+\/[a-z]{2}-[A-Z]{2}\.mjs$/

/** React Aria brings its words in thirty languages; the console speaks two. The others become empty. */
export function keptLocales(): Plugin {
  return {
    name: 'kept-locales',
    enforce: 'pre',
    load: (id) => (locale.test(id) && !kept.test(id) ? 'export default {}' : null),
  }
}
