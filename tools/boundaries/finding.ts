/** What a guard found, in a form that editors jump to. `path` is relative to the repository, `line` counts from 1. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
  readonly message: string
}

export const findingLine = ({ path, line, rule, message }: Finding): string =>
  `${path}:${line} ${rule}: ${message}`
