/** A test that fails when the defence is removed. */
export interface NamedTest {
  /** Path from the root of the repository. */
  readonly file: string
  /** What stands in the source as its name, or a part of it that occurs nowhere else in the file. */
  readonly name: string
}

interface Row {
  /** Of OWASP ASVS 5.0.0, without the V, e.g. `6.2.1`. */
  readonly id: string
}

/** What we do about one requirement, in a sentence of our own. */
export type Requirement = Row &
  (
    | {
        readonly met: string
        readonly tests: readonly NamedTest[]
        /** The defence was removed in a copy, and the first test named failed. */
        readonly tried?: true
      }
    | { readonly notMet: string; readonly tests?: readonly NamedTest[] }
    | { readonly notApplicable: string }
  )

const identity = 'server/src/engine/identity'
/** A test of the module identity. */
export const own = (file: string, name: string): NamedTest => ({ file: `${identity}/${file}.test.ts`, name })
/** A test elsewhere. */
export const at = (file: string, name: string): NamedTest => ({ file: `${file}.test.ts`, name })
/** What this very document says is compared with the source. */
export const thisDocument = at('tools/generate/documents.db', 'is what the source says now')
