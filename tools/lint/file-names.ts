import { pathOf, type Rule } from './paths.ts'

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const empty = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'manager',
  'service',
  'services',
  'types',
  'misc',
])
const emptyEndings = ['-utils', '-helpers', '-manager', '-types']

/** Design rule 11: files and folders are kebab-case, and their names say something. */
export const fileNames: Rule = {
  create(context) {
    return {
      Program(node) {
        for (const problem of nameProblems(pathOf(context))) context.report({ node, message: problem })
      },
    }
  },
}

/** What is wrong with the names in a path relative to the repository. */
export function nameProblems(path: string): string[] {
  const words = path.split('/')
  const file = (words.pop() ?? '').replace(/(\.db)?(\.test|\.config|\.d)?\.[a-z]+$/, '')
  const names = [...words.filter((folder) => !folder.startsWith('.')), file]
  return names.flatMap((name) => {
    if (!kebab.test(name)) return [`"${name}" is not kebab-case.`]
    const says = !empty.has(name) && !emptyEndings.some((ending) => name.endsWith(ending))
    return says ? [] : [`"${name}" says nothing: name the thing itself.`]
  })
}
