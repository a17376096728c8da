import { pathOf, type Comment, type Location, type Rule } from './paths.ts'

const commentLinesMax = 3
const docstringLinesMax = 12

/** Design rule 13: comments give a reason in 3 lines; a docstring, or the one at the head of an index.ts, has 12. */
export const commentLength: Rule = {
  create(context) {
    return {
      Program() {
        const { sourceCode } = context
        const door = pathOf(context).endsWith('/index.ts')
        for (const { loc, lines, docstring: marked } of runs(sourceCode.getAllComments(), sourceCode.lines)) {
          const docstring = marked || (door && loc.start.line === 1)
          const max = docstring ? docstringLinesMax : commentLinesMax
          const name = docstring ? 'A docstring' : 'A comment'
          if (lines > max)
            context.report({ loc, message: `${name} of ${lines} lines; ${max} at most: say only why.` })
        }
      },
    }
  },
}

interface Run {
  readonly loc: Location
  readonly lines: number
  readonly docstring: boolean
}

/** Comments as a reader sees them: line comments on consecutive lines are one. */
function runs(comments: readonly Comment[], lines: readonly string[]): Run[] {
  const found: Run[] = []
  let first: Comment | null = null
  let last: Comment | null = null
  const close = () => {
    if (first && last)
      found.push({
        loc: { start: first.loc.start, end: last.loc.end },
        lines: height(first, last),
        docstring: false,
      })
    first = last = null
  }
  for (const comment of comments) {
    const alone = (lines[comment.loc.start.line - 1] ?? '').trimStart().startsWith('//')
    if (comment.type === 'Line' && alone) {
      if (last && comment.loc.start.line !== last.loc.end.line + 1) close()
      first ??= comment
      last = comment
      continue
    }
    close()
    if (comment.type !== 'Block') continue
    found.push({
      loc: comment.loc,
      lines: height(comment, comment),
      docstring: comment.value.startsWith('*'),
    })
  }
  close()
  return found
}

const height = (first: Comment, last: Comment) => last.loc.end.line - first.loc.start.line + 1
