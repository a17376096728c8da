/**
 * `<nachweis-verify data-evidence="…" data-claim="…"><button type="button">…</button></nachweis-verify>`: a click on the
 * button proves that evidence in the browser and lists the steps. Without script the button does nothing.
 */
import type { Bytes } from '../bytes.ts'
import type { Text } from '../records.ts'
import { responseBytesMax } from '../verify/limits.ts'
import { verifySteps, type Step } from './verify-steps.ts'

const answerMs = 20_000

export class VerifyElement extends HTMLElement {
  #running = false
  readonly #result = document.createElement('div')

  connectedCallback(): void {
    // There before it is filled: screen readers announce changes of regions they know.
    this.#result.setAttribute('aria-live', 'polite')
    this.append(this.#result)
    this.querySelector('button')?.addEventListener('click', this.#pressed)
  }

  disconnectedCallback(): void {
    this.querySelector('button')?.removeEventListener('click', this.#pressed)
  }

  readonly #pressed = (): void => void this.#verify()

  async #verify(): Promise<void> {
    if (this.#running) return
    this.#running = true
    const language: keyof Text = document.documentElement.lang.startsWith('de') ? 'de' : 'en'
    const list = document.createElement('ol')
    this.#result.replaceChildren(list)
    this.dataset['state'] = 'running'
    let last: Step | null = null
    for await (const step of verifySteps(get, this.dataset['evidence'] ?? '', this.#claim(), language)) {
      const item = document.createElement('li')
      item.textContent = step.text
      item.dataset['ok'] = String(step.ok)
      list.append(item)
      last = step
    }
    this.dataset['state'] = last?.ok ? 'verified' : 'failed'
    this.#running = false
  }

  /** The claim of the sentence that the reader sees beside the button. */
  #claim(): string {
    const said =
      this.closest('details, article, section')?.querySelector<HTMLElement>('[data-claim][data-status]')
    return this.dataset['claim'] ?? said?.dataset['claim'] ?? ''
  }
}

async function get(path: string): Promise<Bytes> {
  const response = await fetch(path, {
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(answerMs),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > responseBytesMax) throw new Error(`${path}: more than ${responseBytesMax} bytes`)
  return bytes
}

customElements.define('nachweis-verify', VerifyElement)
