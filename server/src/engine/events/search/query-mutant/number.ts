const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i

/** The number that a text writes in decimal, or null. */
export function numberOf(text: string): number | null {
  // Minus nought is nought.
  const number = numberPattern.test(text) ? Number(text) + 0 : Number.NaN
  return Number.isFinite(number) ? number : null
}
