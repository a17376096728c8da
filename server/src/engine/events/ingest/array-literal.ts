/** Arrays as PostgreSQL writes them, in one string: as parameters they cost a fraction of what arrays of values cost. */

/** `{1,2}` */
export const numbersLiteral = (values: readonly number[]): string => `{${values.join(',')}}`

/** `{"a",NULL}` */
export const textsLiteral = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(',')}}`

const quoted = (text: string) => `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text}"`
