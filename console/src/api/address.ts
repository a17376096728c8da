/**
 * The address of a call: places of the path filled, query appended. `{name}` takes one segment, `{name+}` the rest with
 * its slashes. Throws when a place stays empty.
 */
export function addressOf(path: string, params: object, query: object): string {
  const filled = path.replaceAll(/\{([a-zA-Z]+)(\+?)\}/g, (_, name: string, rest: string) => {
    const value = (params as Record<string, unknown>)[name]
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`no ${name} for ${path}`)
    const encoded = String(value)
      .split(rest ? '/' : '\0')
      .map(encodeURIComponent)
    if (encoded.some((piece) => piece === '' || piece === '.' || piece === '..'))
      throw new Error(`${name} of ${path} is not a name`)
    return encoded.join('/')
  })
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  if (pairs.length === 0) return filled
  return `${filled}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}
