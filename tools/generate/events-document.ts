import type { SourceFile } from '../boundaries/source-file.ts'
import { walk, type AnyNode } from '../boundaries/walk.ts'
import { generatedNote, table, type HousePlan } from './house-plan.ts'

const recordsFile = 'packages/proof/src/records.ts'
const contractName = 'TrustRecords'

interface RecordType {
  readonly type: string
  readonly shape: string
  readonly disclosed: string
  readonly written: readonly string[]
}

/** events.md: every type of record in the log: those that the verifier computes the page from, and all others. */
export function eventsDocument({ tree }: HousePlan): string {
  const rows = recordTypes(tree.sources).map(({ type, shape, disclosed, written }) => [
    `\`${type}\``,
    shape === '' ? '' : `\`${shape}\``,
    disclosed,
    written.map((path) => `\`${path}\``).join(', '),
  ])
  return [
    '# Records of the log',
    '',
    generatedNote,
    '',
    `Shape: the interface in \`${recordsFile}\`, for the records that the page is computed from. Disclosed: published with its salt.`,
    '',
    table(['Type', 'Shape', 'Disclosed', 'Written in'], rows),
    '',
  ].join('\n')
}

/** Keys of TrustRecords, and every object `{ type: '…', data, disclosed }` in the server. Sorted by type. */
export function recordTypes(sources: readonly SourceFile[]): RecordType[] {
  const shapes = contractShapes(sources)
  const drafts = sources.filter(({ path }) => path.startsWith('server/src/')).flatMap(draftsIn)
  const types = new Set([...shapes.keys(), ...drafts.flatMap(({ type }) => type ?? [])])
  return [...types].toSorted().map((type) => {
    const own = drafts.filter((draft) => draft.form.test(type))
    const written = [...new Set(own.map(({ path }) => path))].toSorted()
    const disclosed = [...new Set(own.map((draft) => draft.disclosed))].join(', ')
    return {
      type,
      shape: shapes.get(type) ?? '',
      disclosed: disclosed || (shapes.has(type) ? 'yes' : ''),
      written,
    }
  })
}

function contractShapes(sources: readonly SourceFile[]): Map<string, string> {
  const shapes = new Map<string, string>()
  const file = sources.find(({ path }) => path === recordsFile)
  walk(file?.program, (node) => {
    if (node.type !== 'TSInterfaceDeclaration' || (node['id'] as AnyNode)['name'] !== contractName) return
    for (const member of (node['body'] as AnyNode)['body'] as AnyNode[]) {
      const reference = (member['typeAnnotation'] as AnyNode)['typeAnnotation'] as AnyNode
      const name = (reference['typeName'] as { name?: string } | undefined)?.name
      shapes.set(String((member['key'] as AnyNode)['value']), name ?? '')
    }
  })
  if (shapes.size === 0) throw new Error(`no record types found in ${contractName} of ${recordsFile}`)
  return shapes
}

interface Draft {
  /** null: composed, as in `claims.${kind}-published`. */
  readonly type: string | null
  readonly form: RegExp
  readonly disclosed: string
  readonly path: string
}

function draftsIn({ path, program }: SourceFile): Draft[] {
  const found: Draft[] = []
  walk(program, (node) => {
    if (node.type !== 'ObjectExpression') return
    const values = new Map<unknown, AnyNode>()
    for (const property of node['properties'] as AnyNode[]) {
      values.set((property['key'] as AnyNode | undefined)?.['name'], property['value'] as AnyNode)
    }
    const [type, disclosed] = [typePieces(values.get('type')), values.get('disclosed')]
    if (type === null || !disclosed || !values.has('data')) return
    const said = disclosed['value'] === true ? 'yes' : disclosed['value'] === false ? 'no' : 'depends'
    const form = new RegExp(`^${type.map((piece) => piece.replaceAll('.', String.raw`\.`)).join('[a-z-]+')}$`)
    found.push({ type: type.length === 1 ? (type[0] ?? null) : null, form, disclosed: said, path })
  })
  return found
}

/** The fixed pieces of a type: one of a literal, several of a template; null: not spelt out here. */
function typePieces(node: AnyNode | undefined): string[] | null {
  if (typeof node?.['value'] === 'string') return [node['value']]
  if (node?.type !== 'TemplateLiteral') return null
  return (node['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw)
}
