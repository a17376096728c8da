import { randomInt } from 'node:crypto'
import type { Run } from '../../../engine/claims/index.ts'
import { withProbeSource } from '../../../engine/events/index.ts'
import { withThrowaway } from '../../../engine/identity/index.ts'
import { operationsOf, validatorsOf, type Description, type Operation } from './described.ts'
import { ask, essence, mediaType, type Answer, type Asked } from './rest-client.ts'
import { restAccount, type RestAccount } from './rest-account.ts'

const descriptionPath = '/api/v1/openapi.json'
const surprisesMax = 20

export type RestTry = 'read' | 'unknown id' | 'undeclared query' | 'without credentials'

/** An answer that is not what the description says. */
export interface Surprise {
  readonly operation: string
  readonly tried: RestTry
  /** In words for staff, without anything of the answer itself. */
  readonly found: string
}

export interface RestObserved {
  /** Version of the specification that the document names. */
  readonly format: string
  readonly operations: number
  /** Operations of which every answer was as described. */
  readonly right: number
  /** Operations that gave what they are for, and those of them whose body a schema describes. */
  readonly read: number
  readonly validated: number
  /** Operations that only look but had nothing to show to this account: their refusal was looked at. */
  readonly empty: number
  /** Answers that were looked at, refusals included. */
  readonly answers: number
  readonly surprises: readonly Surprise[]
  /** Answers that say nothing: the installation was busy or broken down. */
  readonly busy: number
  /** Spoiled answers, and how many of them the validator refused: the control. */
  readonly spoiled: number
  readonly spoiledRefused: number
}

/** Calls every operation of the published description as a program does that knows nothing else of this house. */
export const tryRest = (run: Run): Promise<RestObserved> =>
  withThrowaway(run.platform, 'provider', (company) =>
    withProbeSource(run.platform, company.organisation, async (token, source) => {
      const base = run.platform.addresses().http.replace('://localhost', '://127.0.0.1')
      const from = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`
      const line = { base, from, signal: run.signal }
      const answer = await ask({ ...line, method: 'GET', path: descriptionPath, headers: {} })
      if (answer.status !== 200) throw new Error(`the description was refused: ${answer.status}`)
      const description = JSON.parse(answer.body.toString('utf8')) as Description
      const operations = operationsOf(description)
      const account = await restAccount(run, company, operations, { token, source })
      return new Stranger(line, description, account).tryAll(operations)
    }),
  )

type Line = Pick<Asked, 'base' | 'from' | 'signal'>

class Stranger {
  readonly #line: Line
  readonly #account: RestAccount
  readonly #description: Description
  readonly #compile: ReturnType<typeof validatorsOf>
  #answers = 0
  #busy = 0
  #spoiled = 0
  #spoiledRefused = 0
  #validated = 0

  constructor(line: Line, description: Description, account: RestAccount) {
    this.#line = line
    this.#account = account
    this.#description = description
    this.#compile = validatorsOf(description)
  }

  async tryAll(operations: readonly Operation[]): Promise<RestObserved> {
    const surprises: Surprise[] = []
    let [right, read, empty] = [0, 0, 0]
    for (const operation of operations) {
      const found = await this.#try(operation)
      if (found.surprises.length === 0) right++
      if (found.outcome === 'read') read++
      if (found.outcome === 'empty') empty++
      surprises.push(...found.surprises)
    }
    return {
      format: this.#description.openapi,
      operations: operations.length,
      right,
      read,
      validated: this.#validated,
      empty,
      answers: this.#answers,
      surprises: surprises.slice(0, surprisesMax),
      busy: this.#busy,
      spoiled: this.#spoiled,
      spoiledRefused: this.#spoiledRefused,
    }
  }

  async #try(operation: Operation): Promise<{ outcome: 'read' | 'empty' | 'other'; surprises: Surprise[] }> {
    const surprises: Surprise[] = []
    const note = (tried: RestTry, found: string | null) => {
      if (found !== null) surprises.push({ operation: `${operation.method} ${operation.path}`, tried, found })
    }
    const isGuarded = needsCredentials(operation)
    if (isGuarded)
      note('without credentials', await this.#refused(operation, this.#account.fill(operation), {}, [401]))
    if (operation.method !== 'GET') {
      if (!isGuarded) note('undeclared query', await this.#undeclared(operation, [400, 403]))
      return { outcome: 'other', surprises }
    }
    note('undeclared query', await this.#undeclared(operation, [400]))
    const blank = this.#account.fillUnknown(operation)
    if (blank !== null)
      note('unknown id', await this.#refused(operation, blank, this.#account.headers(operation), [400, 404]))
    const isEmpty = !this.#account.isFilled(operation)
    if (!isEmpty) note('read', await this.#read(operation))
    return { outcome: isEmpty ? 'empty' : 'read', surprises }
  }

  /** What no route declares: the call is refused before it does anything. */
  #undeclared(operation: Operation, statuses: readonly number[]): Promise<string | null> {
    const path = `${this.#account.fill(operation)}?nachweis-probe=true`
    return this.#refused(operation, path, this.#account.headers(operation), statuses)
  }

  /** Null when the answer is a refusal with one of these statuses, as the description has it. */
  async #refused(
    operation: Operation,
    path: string,
    headers: Readonly<Record<string, string>>,
    statuses: readonly number[],
  ): Promise<string | null> {
    const answer = await this.#ask(operation, path, headers)
    if (this.#isBusy(answer)) return null
    if (!statuses.includes(answer.status)) return `status ${answer.status}, not ${statuses.join(' or ')}`
    return this.#asDescribed(answer, operation.responses['default']?.content)
  }

  async #read(operation: Operation): Promise<string | null> {
    const isSocket = operation.responses['101'] !== undefined
    const headers = { ...this.#account.headers(operation), ...(isSocket ? this.#account.upgrade : {}) }
    const answer = await this.#ask(operation, this.#account.fill(operation), headers)
    if (this.#isBusy(answer)) return null
    if (isSocket) return answer.status === 101 ? null : `status ${answer.status}, not 101`
    if (answer.status !== 200) return `status ${answer.status}, not 200`
    return this.#asDescribed(answer, operation.responses['200']?.content, true)
  }

  #asDescribed(
    answer: Answer,
    content: Readonly<Record<string, { readonly schema?: object }>> | undefined,
    counts = false,
  ): string | null {
    const type = mediaType(answer.headers)
    const described = Object.entries(content ?? {}).find(([name]) => essence(name) === type)
    if (!described) return `content type ${type}, which is not described`
    const { schema } = described[1]
    if (schema === undefined || Object.keys(schema).length === 0) return null
    const validate = this.#compile(schema)
    const value = parsed(answer.body)
    if (value === undefined) return 'a body that is not JSON'
    this.#spoiled++
    if (!validate('nachweis')) this.#spoiledRefused++
    if (validate(value)) {
      if (counts) this.#validated++
      return null
    }
    const [error] = validate.errors ?? []
    return `a body that breaks ${error?.schemaPath ?? 'its schema'}`
  }

  async #ask(
    { method }: Operation,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const body = method === 'GET' ? {} : { body: '{"nachweis-probe":true}' }
    const sent = method === 'GET' ? headers : { 'content-type': 'application/json', ...headers }
    this.#answers++
    return ask({ ...this.#line, method, path, headers: sent, ...body })
  }

  #isBusy({ status }: Answer): boolean {
    const isBusy = status === 429 || status === 503
    if (isBusy) this.#busy++
    return isBusy
  }
}

/** An empty requirement among the alternatives makes credentials optional. */
const needsCredentials = ({ security = [] }: Operation) =>
  security.length > 0 && security.every((each) => Object.keys(each).length > 0)

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
