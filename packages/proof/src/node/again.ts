import type { Parameters, Verdict } from '../records.ts'
import { messageOf, type Report } from '../verify/report.ts'

/** Checks that can be run from anywhere, by id. Whoever has the check's code supplies it. */
export type Repeatable = Readonly<
  Record<string, (target: string, parameters: Parameters) => Promise<{ code: string; verdict: Verdict }>>
>

export interface Repeated {
  readonly agreed: number
  readonly differing: readonly { check: string; target: string; recorded: string; found: string }[]
  /** Ids of checks for which no code is at hand. */
  readonly notRepeatable: readonly string[]
}

/** Runs every check of the report that can be run from here, one after the other, and compares verdicts. */
export async function repeatChecks(report: Report, repeatable: Repeatable): Promise<Repeated> {
  const differing: Repeated['differing'][number][] = []
  const notRepeatable = new Set<string>()
  let agreed = 0
  const shown = report.claims.flatMap(({ checks, parameters }) =>
    checks.map((each) => ({ ...each, parameters })),
  )
  for (const { check, target, verdict, code, parameters } of shown) {
    const run = Object.hasOwn(repeatable, check) ? repeatable[check] : undefined
    if (!run) {
      notRepeatable.add(check)
      continue
    }
    const found = await run(target, parameters).catch((error: unknown) => ({
      verdict: 'unknown' as const,
      code: messageOf(error),
    }))
    if (found.verdict === verdict) agreed++
    else
      differing.push({
        check,
        target,
        recorded: `${verdict} (${code})`,
        found: `${found.verdict} (${found.code})`,
      })
  }
  return { agreed, differing, notRepeatable: [...notRepeatable] }
}
