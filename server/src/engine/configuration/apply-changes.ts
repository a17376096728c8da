import { isDeepStrictEqual } from 'node:util'
import { isSeq, type Document } from 'yaml'
import type { ConfigurationChanges } from './contract.ts'

/**
 * Writes changes into the document of nachweis.yaml. Values that stay keep their line and their comment; entries of lists
 * are the same when they say the same.
 */
export function applyChanges(changes: ConfigurationChanges): (document: Document) => void {
  const { provider, backups, measures, ...lists } = changes
  return (document) => {
    for (const [name, value] of Object.entries(provider ?? {})) set(document, ['provider', name], value)
    if (measures !== undefined) setEach(document, 'measures', measures)
    if (backups !== undefined) {
      set(document, ['backups', 'everyHours'], backups.everyHours)
      setList(document, ['backups', 'places'], backups.places)
    }
    for (const [name, list] of Object.entries(lists)) setList(document, [name], list ?? [])
  }
}

function set(document: Document, path: readonly string[], value: unknown): void {
  if (!isDeepStrictEqual(plain(document, path), value ?? undefined)) put(document, path, value)
}

/** Null, an empty list or an empty map is as good as not there. */
function put(document: Document, path: readonly string[], value: unknown): void {
  const isEmpty = value === null || (typeof value === 'object' && Object.keys(value).length === 0)
  if (isEmpty) document.deleteIn(path)
  else document.setIn(path, document.createNode(value))
}

function setEach(document: Document, name: string, entries: Readonly<Record<string, unknown>>): void {
  const before = (plain(document, [name]) ?? {}) as Record<string, unknown>
  if (Object.keys(entries).length === 0) return put(document, [name], null)
  for (const key of Object.keys(before)) if (!(key in entries)) document.deleteIn([name, key])
  for (const [key, value] of Object.entries(entries)) set(document, [name, key], value)
}

function setList(document: Document, path: readonly string[], list: readonly unknown[]): void {
  const before = document.getIn(path)
  if (!isSeq(before) || list.length === 0) return set(document, path, [...list])
  const kept = new Map(before.items.map((item) => [JSON.stringify(plainNode(document, item)), item]))
  const items = list.map((value) => kept.get(JSON.stringify(value)) ?? document.createNode(value))
  before.items.splice(0, Infinity, ...items)
}

const plain = (document: Document, path: readonly string[]): unknown =>
  plainNode(document, document.getIn(path))

const plainNode = (document: Document, node: unknown): unknown =>
  typeof node === 'object' && node !== null && 'toJS' in node
    ? (node as { toJS(document: Document): unknown }).toJS(document)
    : node
