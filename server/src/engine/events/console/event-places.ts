const depthMax = 20
const nodesMax = 5_000

/**
 * Where in what the source sent a value stands, e.g. `actor.user.name`; null when it stands nowhere. The shortest way
 * counts: what was understood is seldom buried deeper than something that merely says the same.
 */
export function placeOf(body: unknown, value: string): string | null {
  let level: { readonly path: string; readonly node: unknown }[] = [{ path: '', node: body }]
  let left = nodesMax
  for (let depth = 0; depth < depthMax && level.length > 0; depth++) {
    const next: typeof level = []
    for (const { path, node } of level) {
      if (typeof node !== 'object' || node === null) continue
      for (const [name, inner] of Object.entries(node)) {
        if (--left < 0) return null
        const place = path === '' ? name : `${path}.${name}`
        if (typeof inner !== 'object' && inner !== null && String(inner).trim() === value) return place
        next.push({ path: place, node: inner })
      }
    }
    level = next
  }
  return null
}
