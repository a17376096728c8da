/**
 * Design tokens as CSS custom properties: one ink, one paper, one accent, four status colours. Every text colour keeps
 * 4.5:1 or better on `--paper`, `--raised` and `--sunken` in both themes; tokens.test.ts computes it.
 */
export const themes = {
  light: {
    paper: '#fbfaf7',
    raised: '#ffffff',
    sunken: '#f3f1ec',
    ink: '#1b1c1e',
    soft: '#565a60',
    line: '#e2dfd8',
    edge: '#8b8a84',
    accent: '#1f4d8f',
    holding: '#1d6b45',
    failing: '#b3261e',
    stale: '#835500',
    unknown: '#62666d',
  },
  dark: {
    paper: '#141517',
    raised: '#1b1d20',
    sunken: '#101113',
    ink: '#ecebe7',
    soft: '#a8acb3',
    line: '#2f3237',
    edge: '#767b83',
    accent: '#8db4ee',
    holding: '#6cc79b',
    failing: '#ff8a80',
    stale: '#e3b25b',
    unknown: '#9a9fa7',
  },
} as const

const scale = `
--serif:"Source Serif 4","Iowan Old Style",Charter,"Bitstream Charter",Georgia,"Noto Serif","Liberation Serif",serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",sans-serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;
--s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2rem;--s7:3rem;--s8:4.5rem;
--text-s:.8125rem;--text-m:.9375rem;--text-l:1.125rem;
--prose:42rem;--page:76rem;--radius:.5rem;`

const properties = (theme: Readonly<Record<string, string>>) =>
  Object.entries(theme)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('')

/** The tokens as CSS text; put it before every other style. */
export const tokensCss = `:root{color-scheme:light dark;${properties(themes.light)}${scale}}
@media (prefers-color-scheme:dark){:root{${properties(themes.dark)}}}
@media print{:root{color-scheme:light;${properties(themes.light)}--paper:#fff;--sunken:#fff}}
`

/** For pages on which people choose: `data-theme` on the root goes before what the system prefers. */
export const chosenThemeCss = `:root[data-theme=light]{color-scheme:light;${properties(themes.light)}}
:root[data-theme=dark]{color-scheme:dark;${properties(themes.dark)}}
`
