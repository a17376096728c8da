import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { configurationSchema, type Configuration } from './configuration.ts'

const fileBytesMax = 1024 * 1024
const aliasesMax = 100

/** A place in the file that cannot be used. Lines count from 1. */
export interface ConfigurationProblem {
  readonly line: number
  readonly message: string
}

/** Thrown with every problem of the file; the message lists them, one a line. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[]

  constructor(file: string, problems: readonly ConfigurationProblem[]) {
    // The name alone: what is wrong is told in public too, where the file lies is not.
    super(problems.map(({ line, message }) => `${basename(file)}:${line}: ${message}`).join('\n'))
    this.problems = problems
  }
}

/** Further rules that a schema cannot say; `path` leads into the file. */
export type ConfigurationRule = (
  configuration: Configuration,
) => readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]

/** Reads and checks `nachweis.yaml`. Throws ConfigurationError with line and remedy. */
export async function loadConfiguration(file: string, rule: ConfigurationRule): Promise<Configuration> {
  const text = await readFile(file, 'utf8')
  return parseConfiguration(text, file, rule)
}

/** The same for a text; `file` is the name used in messages. */
export function parseConfiguration(text: string, file: string, rule: ConfigurationRule): Configuration {
  if (text.length > fileBytesMax)
    throw new ConfigurationError(file, [
      { line: 1, message: `The file is larger than ${fileBytesMax} bytes.` },
    ])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const at = (offset: number) => lines.linePos(offset).line
  if (document.errors.length > 0) {
    throw new ConfigurationError(
      file,
      document.errors.map((error) => ({
        line: at(error.pos[0]),
        message: `This is not YAML: ${firstLine(error.message)}`,
      })),
    )
  }
  const problem = (path: readonly PropertyKey[], message: string) => ({
    line: at(offsetOf(document, path)),
    message,
  })
  const parsed = configurationSchema.safeParse(document.toJS({ maxAliasCount: aliasesMax }) ?? {})
  if (!parsed.success) {
    throw new ConfigurationError(
      file,
      parsed.error.issues.flatMap((issue) =>
        issueProblems(issue).map(({ path, message }) => problem(path, message)),
      ),
    )
  }
  const broken = [...references(parsed.data), ...rule(parsed.data)]
  if (broken.length > 0)
    throw new ConfigurationError(
      file,
      broken.map(({ path, message }) => problem(path, message)),
    )
  return parsed.data
}

function issueProblems(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `Nobody reads "${key}" here. Remove it, or correct its spelling.`,
    }))
  }
  const missing = issue.code === 'invalid_type' && issue.message.includes('undefined')
  const name = issue.path.join('.') || 'the file'
  return [
    {
      path: [...issue.path],
      message: missing ? `"${name}" is missing. Add it.` : `"${name}" cannot be used: ${issue.message}.`,
    },
  ]
}

function references(configuration: Configuration): { path: PropertyKey[]; message: string }[] {
  const teams = new Set(configuration.teams.map((team) => team.id))
  return Object.entries(configuration.measures)
    .filter(([, { team }]) => !teams.has(team))
    .map(([id, { team }]) => ({
      path: ['measures', id, 'team'],
      message: `There is no team "${team}". Add it under teams, or name one of: ${[...teams].join(', ') || 'none yet'}.`,
    }))
}

/** Offset of the deepest node on the path that the file has. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = (node as Node | null)?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else {
      node = (node as { items?: unknown[] } | null)?.items?.[Number(step)]
      const range = (node as Node | undefined)?.range
      if (!range) return offset
      offset = range[0]
    }
  }
  return offset
}

const firstLine = (message: string) => message.split('\n')[0] as string
