/** Asks somebody to prove once more who they are; answers whether that succeeded. */
export type Asker = () => Promise<boolean>

let asker: Asker | null = null
let asking: Promise<boolean> | null = null

/** The shell says how to ask; answers how to take that back. */
export function askWith(next: Asker): () => void {
  asker = next
  return () => {
    if (asker === next) asker = null
  }
}

/** Asks once, however many calls wait for it. False: nobody to ask, or refused. */
export async function proveAgain(): Promise<boolean> {
  if (asker === null) return false
  asking ??= asker().finally(() => (asking = null))
  return asking
}
