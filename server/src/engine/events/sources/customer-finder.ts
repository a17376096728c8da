import type { FindCustomer } from '../read-event.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Finds organisations by id or name, whatever the case; a name that two of them share leads to neither. */
export function customerFinder(organisations: readonly Named[]): FindCustomer {
  const found = new Map<string, string | null>()
  for (const { id, name } of organisations) {
    const key = name.toLowerCase()
    found.set(key, found.has(key) ? null : id)
  }
  for (const { id } of organisations) found.set(id, id)
  return (name) => found.get(name.toLowerCase()) ?? null
}
