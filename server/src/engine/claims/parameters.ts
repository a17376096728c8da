import type { Parameter, Parameters, Text } from 'nachweis-verify'
import { text } from '../../kernel/language.ts'
import type { Registry } from './registry.ts'

export type ParameterChoices = Readonly<Record<string, Readonly<Record<string, Parameter>>>>

/** A choice that cannot be used; `path` leads to it within `parameters`. */
export interface ParameterProblem {
  readonly path: readonly string[]
  readonly words: Text
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
      return [
        {
          path: [id],
          words: text(
            `Es gibt keine Aussage ${id}. docs/generated/claims.md nennt alle.`,
            `There is no claim ${id}. docs/generated/claims.md lists them all.`,
          ),
        },
      ]
    return Object.entries(chosen).flatMap(([name, value]) => {
      const words = valueProblem(claim.claim.parameters, name, value)
      return words === null ? [] : [{ path: [id, name], words }]
    })
  })
}

function valueProblem(defaults: Parameters, name: string, value: Parameter): Text | null {
  const byDefault = defaults[name]
  if (byDefault === undefined) {
    const names = Object.keys(defaults).join(', ')
    return text(
      `Diese Aussage hat keinen Parameter ${name}. Sie hat: ${names || 'keinen'}.`,
      `This claim has no parameter ${name}. It has: ${names || 'none'}.`,
    )
  }
  if (typeof byDefault === 'number') {
    return typeof value === 'number' && value > 0
      ? null
      : text(
          `${name} muss eine Zahl über 0 sein, wie ${byDefault}.`,
          `${name} must be a number above 0, as ${byDefault}.`,
        )
  }
  if (typeof byDefault === 'string') {
    return typeof value === 'string' && value !== ''
      ? null
      : text(`${name} muss ein Text sein, wie „${byDefault}“.`, `${name} must be a text, as "${byDefault}".`)
  }
  return Array.isArray(value) && value.length > 0
    ? null
    : text(
        `${name} muss eine Liste sein, wie [${byDefault.join(', ')}].`,
        `${name} must be a list, as [${byDefault.join(', ')}].`,
      )
}
