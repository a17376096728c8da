/** `npm run bench [-- name [size] …]`: every measurement, or those named. Prints figures; docs/measurements.md keeps them. */
const benches = [
  'proof',
  'log',
  'checks',
  'page',
  'crash',
  'passwords',
  'session',
  'sign-in',
  'people',
  'console',
  'events',
  'events-search',
  'events-crash',
  'events-export',
] as const

// A number is the size of the one before it.
const named = process.argv
  .slice(2)
  .filter((each) => !/^\d+$/.test(each))
  .filter((word) => !/^\d+$/.test(word))
const unknown = named.filter((name) => !benches.some((bench) => bench === name))
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}. There are: ${benches.join(', ')}.`)
  process.exit(2)
}
for (const name of named.length > 0 ? named : benches) {
  console.log(`\n${name}`)
  await import(`./${name}.ts`)
}
