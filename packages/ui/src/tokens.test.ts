import { describe, expect, test } from 'vitest'
import { themes, tokensCss } from './tokens.ts'

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(Object.entries(themes))('%s theme', (_, theme) => {
  test.each(['ink', 'soft', 'accent', 'holding', 'failing', 'stale', 'unknown'] as const)(
    '%s is readable text',
    (name) => {
      for (const ground of [theme.paper, theme.raised, theme.sunken]) {
        expect(contrast(theme[name], ground)).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  test('control edges and the text of filled buttons stand out', () => {
    expect(contrast(theme.edge, theme.paper)).toBeGreaterThanOrEqual(3)
    expect(contrast(theme.edge, theme.raised)).toBeGreaterThanOrEqual(3)
    expect(contrast(theme.paper, theme.ink)).toBeGreaterThanOrEqual(7)
  })
})

test('the measure itself can fail: the grey of the first draft is too weak', () => {
  expect(contrast('#8b8f96', themes.light.paper)).toBeLessThan(4.5)
})

test('both themes name the same tokens and all of them reach the CSS', () => {
  expect(Object.keys(themes.dark)).toEqual(Object.keys(themes.light))
  for (const name of Object.keys(themes.light)) expect(tokensCss).toContain(`--${name}:`)
})
