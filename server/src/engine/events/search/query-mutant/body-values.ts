import { isObject } from '../../json.ts'

/**
 * Everything that a path leads to in a body: names joined by dots. The last name may hold dots itself. A number takes one
 * element of a list, a name goes on in all of them. Lists at the end come as their elements.
 */
export function bodyValues(body: unknown, path: string): unknown[] {
  const found: unknown[] = []
  follow(body, path, found)
  return found
}

function follow(node: unknown, path: string, found: unknown[]): void {
  const dot = path.indexOf('.')
  const [name, rest] = dot === -1 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)]
  if (Array.isArray(node)) {
    // Not both: a path of numbers in nested lists would be followed in exponentially many ways.
    if (/^\d{1,9}$/.test(name)) enter(node[Number(name)], rest, found)
    else for (const element of node) follow(element, path, found)
  } else if (isObject(node)) {
    if (rest !== null && Object.hasOwn(node, path)) enter(node[path], null, found)
    if (Object.hasOwn(node, name)) enter(node[name], rest, found)
  }
}

function enter(node: unknown, rest: string | null, found: unknown[]): void {
  if (node === undefined) return
  if (rest !== null) follow(node, rest, found)
  else if (Array.isArray(node)) for (const element of node) enter(element, null, found)
  else found.push(node)
}
