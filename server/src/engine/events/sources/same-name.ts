import { Problem } from '../../../kernel/problem.ts'

const uniqueViolation = '23505'

/** Runs a change of a source's name; throws a Problem when another source has it. */
export async function refuseSameName<T>(name: string, change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error
    throw new Problem('conflict', 'name-in-use', {
      de: `Eine Quelle mit dem Namen ${name} gibt es schon. Wählen Sie einen anderen.`,
      en: `There is a source called ${name} already. Choose another name.`,
    })
  }
}
