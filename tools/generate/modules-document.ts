import { modulesOf } from '../boundaries/house.ts'
import type { SourceFile } from '../boundaries/source-file.ts'
import { generatedNote, type HousePlan } from './house-plan.ts'

/** modules.md: every module in dependency order, what it stands on, what it is for. */
export function modulesDocument({ modules, tree }: HousePlan): string {
  const folders = new Map([...modulesOf(tree.sources).values()].map(({ name, folder }) => [name, folder]))
  const parts = modules.map((module) => {
    const folder = folders.get(module.name)
    if (folder === undefined) throw new Error(`the module ${module.name} has no folder of its name`)
    const index = tree.sources.find(({ path }) => path === `${folder}/index.ts`)
    return [
      `## ${module.name}`,
      '',
      `\`${folder}\`, on ${module.dependsOn.length === 0 ? 'no other module' : module.dependsOn.join(', ')}`,
      '',
      index === undefined ? '' : leadingComment(index),
      '',
      `Measures: ${module.measures?.length ?? 0}. Routes: ${module.routes?.length ?? 0}. Jobs: ${jobs(module.jobs)}. ` +
        `Tables: ${module.migrations === null ? 'none' : `schema \`${module.name.replaceAll('-', '_')}\``}.`,
    ].join('\n')
  })
  return [`# Modules, in dependency order`, '', generatedNote, '', parts.join('\n\n'), ''].join('\n')
}

const jobs = (list: HousePlan['modules'][number]['jobs']) =>
  list === undefined || list.length === 0 ? 'none' : list.map(({ name }) => name).join(', ')

/** The comment at the head of a file as plain text; empty when it has none. */
export function leadingComment({ text }: Pick<SourceFile, 'text'>): string {
  const block = /^\/\*\*?([\s\S]*?)\*\//.exec(text)
  const lines = block ? (block[1] ?? '').split('\n') : (/^(?:\/\/.*\n)+/.exec(text)?.[0] ?? '').split('\n')
  return lines
    .map((line) => line.replace(/^\s*(\/\/|\*)?\s?/, '').trimEnd())
    .join('\n')
    .trim()
}
