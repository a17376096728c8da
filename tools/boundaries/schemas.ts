import type { Finding } from './finding.ts'
import { moduleFolderOf, type HouseModule } from './house.ts'
import { lineAt, type SourceFile, type Tree } from './source-file.ts'
import { walk, type AnyNode } from './walk.ts'

/** Words of SQL after which a table's name stands. */
const beforeTable = /\b(?:from|join|into|update|table|references|schema|truncate)\s+"?([a-z_]+)"?\."?[a-z_]/gi
const anySchema = /\b([a-z_]+)"?\s*\.\s*"?[a-z_]/g
/** Kysely's verbs whose first argument is a table `schema.table`. */
const tableVerb =
  /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|(inner|left|right|full|cross)Join|using)$/

/** A module's SQL names no schema but its own: in *.sql, in sql`…`, in texts that are SQL, in Kysely's verbs and tables. */
export function foreignSchemas(tree: Tree, modules: ReadonlyMap<string, HouseModule>): Finding[] {
  const schemas = new Set(['platform', ...[...modules.values()].map(({ name }) => schemaOf(name))])
  const told = ({ path, text }: { path: string; text: string }, at: number, schema: string): Finding[] => {
    const folder = moduleFolderOf(path)
    const own = folder === null ? null : schemaOf(modules.get(folder)?.name ?? '')
    if (own === null || own === schema || !schemas.has(schema)) return []
    return [
      {
        path,
        line: lineAt(text, at),
        rule: 'schema',
        message: `names the schema ${schema}; its own is ${own}`,
      },
    ]
  }
  const found = [
    ...tree.sql.flatMap((file) =>
      [...withoutComments(file.text).matchAll(anySchema)].flatMap((match) =>
        told(file, match.index, match[1] ?? ''),
      ),
    ),
    ...tree.sources.flatMap((source) =>
      mentions(source).flatMap(({ schema, at }) => told(source, at, schema)),
    ),
  ]
  // A sql`…` template is met twice, with and without its tag.
  const distinct = new Map(
    found.map((finding) => [`${finding.path}:${finding.line} ${finding.message}`, finding]),
  )
  return [...distinct.values()]
}

const schemaOf = (module: string) => module.replaceAll('-', '_')

/** Comments blanked out, places kept. */
const withoutComments = (text: string) => text.replaceAll(/--.*$/gm, (comment) => ' '.repeat(comment.length))

interface Mention {
  readonly schema: string
  readonly at: number
}

function mentions({ program }: SourceFile): Mention[] {
  const found: Mention[] = []
  const take = (text: string, pattern: RegExp, at: number) => {
    for (const match of text.matchAll(pattern))
      found.push({ schema: (match[1] ?? '').toLowerCase(), at: at + match.index })
  }
  walk(program, (node) => {
    if (node.type === 'TaggedTemplateExpression' && isSqlTag(node['tag'] as AnyNode)) {
      for (const { text, at } of quasis(node['quasi'] as AnyNode)) take(text, anySchema, at)
    } else if (node.type === 'TemplateLiteral') {
      for (const { text, at } of quasis(node)) take(text, beforeTable, at)
    } else if (node.type === 'Literal' && typeof node['value'] === 'string') {
      take(node['value'], beforeTable, node.start)
    } else if (node.type === 'CallExpression') {
      for (const { text, at } of tableArguments(node)) take(text, /^([a-z_]+)(?:\.[a-z_]|$)/g, at)
    } else if (node.type === 'TSPropertySignature') {
      const key = node['key'] as AnyNode
      if (typeof key['value'] === 'string') take(key['value'], /^([a-z_]+)\.[a-z_]+$/g, key.start)
    }
  })
  return found
}

/** sql`…` and sql<Row>`…`; sql.raw and the like take texts, which are looked at as texts. */
const isSqlTag = (tag: AnyNode) => tag['name'] === 'sql'

function quasis(template: AnyNode): { text: string; at: number }[] {
  const pieces = template['quasis'] as (AnyNode & { value: { raw: string } })[]
  return pieces.map((piece) => ({ text: piece.value.raw, at: piece.start }))
}

function tableArguments(call: AnyNode): { text: string; at: number }[] {
  const callee = call['callee'] as AnyNode
  const verb = ((callee['property'] as AnyNode | undefined)?.['name'] ?? '') as string
  if (!tableVerb.test(verb) && verb !== 'withSchema') return []
  const [first] = call['arguments'] as AnyNode[]
  const items = first?.type === 'ArrayExpression' ? (first['elements'] as AnyNode[]) : [first]
  return items.flatMap((item) =>
    typeof item?.['value'] === 'string' && (verb === 'withSchema' || item['value'].includes('.'))
      ? [{ text: item['value'], at: item.start }]
      : [],
  )
}
