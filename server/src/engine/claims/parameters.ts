import type { Parameter, Parameters } from 'nachweis-verify'
import type { Registry } from './registry.ts'

export type ParameterChoices = Readonly<Record<string, Readonly<Record<string, Parameter>>>>

/** A choice that cannot be used; `path` leads to it within `parameters`. */
export interface ParameterProblem {
  readonly path: readonly string[]
  readonly message: string
}

/** The claim's parameters with the operator's choices in place: the one value that sentence and judge share. */
export function chosenParameters(
  defaults: Parameters,
  choices: Readonly<Record<string, Parameter>> = {},
): Parameters {
  return { ...defaults, ...choices }
}

/** What is wrong with the operator's choices: unknown claims or names, and values of another kind than the default. */
export function parameterProblems(registry: Registry, choices: ParameterChoices): ParameterProblem[] {
  return Object.entries(choices).flatMap(([id, chosen]) => {
    const claim = registry.claims.get(id)
    if (!claim)
      return [{ path: [id], message: `There is no claim ${id}. docs/generated/claims.md lists them all.` }]
    return Object.entries(chosen).flatMap(([name, value]) => {
      const message = valueProblem(claim.claim.parameters, name, value)
      return message === null ? [] : [{ path: [id, name], message }]
    })
  })
}

function valueProblem(defaults: Parameters, name: string, value: Parameter): string | null {
  const byDefault = defaults[name]
  if (byDefault === undefined) {
    return `This claim has no parameter ${name}. It has: ${Object.keys(defaults).join(', ') || 'none'}.`
  }
  if (typeof byDefault === 'number') {
    return typeof value === 'number' && value > 0
      ? null
      : `${name} must be a number above 0, as ${byDefault}.`
  }
  if (typeof byDefault === 'string') {
    return typeof value === 'string' && value !== '' ? null : `${name} must be a text, as "${byDefault}".`
  }
  return Array.isArray(value) && value.length > 0
    ? null
    : `${name} must be a list, as [${byDefault.join(', ')}].`
}
