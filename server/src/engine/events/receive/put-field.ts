import type { JsonValue } from '../json.ts'

/** Sets a member by any name: assigning `__proto__` would change the object's prototype in place of it. */
export function putField(object: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name !== '__proto__') object[name] = value
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
}
