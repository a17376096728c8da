/** One entry a line: what people type or paste into a field. */
export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export interface Endpoint {
  readonly url: string
  readonly serverName?: string | undefined
}

/** `https://host/ (name)`: the name to ask for stands in brackets where it is another than the host's. */
export const endpointLine = ({ url, serverName }: Endpoint): string =>
  serverName === undefined ? url : `${url} (${serverName})`

/** Reads such a line; a bare host becomes an https address. */
export function endpointOf(line: string): { url: string; serverName?: string } {
  const [, typed = line, serverName] = /^(\S+)\s+\((\S+)\)$/.exec(line) ?? []
  const url = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}/`
  return serverName === undefined ? { url } : { url, serverName }
}

/** A short name for machines: `Team Plattform (Köln)` becomes `team-plattform-koeln`; unique among those taken. */
export function slugOf(name: string, taken: readonly string[]): string {
  const spelled = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
  const bare = spelled
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')
  const first = bare === '' ? 'team' : bare
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? first : `${first}-${n}`
    if (!taken.includes(slug)) return slug
  }
}
