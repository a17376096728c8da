import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const screens = globSync(['console/src/**/*.tsx', 'server/src/**/console/*.tsx'], { cwd: root }).map(
  (path) => ({
    path,
    source: readFileSync(join(root, path), 'utf8'),
  }),
)
const field = /function PasswordField[\s\S]*?\n}\n/.exec(
  screens.find(({ path }) => path.endsWith('parts/text-field.tsx'))?.source ?? '',
)?.[0]

it('every password is typed into the one field for it, hidden until its owner wants to see it', () => {
  expect(field).toMatch(/useState\(false\)/)
  expect(field).toContain("type={shown ? 'text' : 'password'}")
  // Whoever names an input "password" in another way would show it.
  const others = screens.flatMap(({ path, source }) =>
    [...source.matchAll(/<(\w+)\b[^>]*?\bname="(?:current-?|new-?)?password"/gi)]
      .filter(([, tag]) => tag !== 'PasswordField')
      .map(([found]) => `${path}: ${found}`),
  )
  expect(others).toEqual([])
  expect(screens.filter(({ source }) => source.includes('<PasswordField')).length).toBeGreaterThan(2)
})

it('nothing keeps the clipboard or a password store away', () => {
  for (const { path, source } of screens)
    expect(source, path).not.toMatch(/onPaste|onBeforeInput|oncontextmenu|user-select:\s*none/i)
  for (const { path, source } of screens)
    for (const [use] of source.matchAll(/<PasswordField\b[^>]*>/g))
      expect(use, path).toMatch(/autoComplete="(?:current|new)-password"/)
})

it('whoever is signed in finds the way out in the menu of the own name, on every screen', () => {
  const of = (name: string) => screens.find(({ path }) => path.endsWith(name))?.source ?? ''
  expect(of('shell/person-menu.tsx')).toMatch(/<MenuItem id="sign-out"[^>]*onAction=\{\(\) => leave\.mutate/)
  expect(of('shell/top-bar.tsx')).toContain('<PersonMenu')
  expect(of('shell/inside.tsx')).toContain('<TopBar')
})
