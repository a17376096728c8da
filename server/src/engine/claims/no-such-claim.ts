import { Problem } from '../../kernel/problem.ts'

/** What is said of an id that no module claims or that is not published. */
export const noSuchClaim = (id: string): Problem =>
  new Problem('not-found', 'no-such-claim', {
    de: `Es gibt keine Aussage ${id}.`,
    en: `There is no claim ${id}. GET /api/v1/measures lists all.`,
  })
