import { expect, test } from 'vitest'
import {
  confinesToOwn,
  mentionsNetwork,
  mentionsStorage,
  moduleReferences,
  readHtml,
  styleReferences,
} from './read-html.ts'
import { isThirdParty, pagesToFollow } from './visit.ts'

test.each([
  ['<img src=a.png>', 'img a.png'],
  ["<IMG SRC='a.png'>", 'img a.png'],
  ['<img srcset="a.png 1x, b.png 2x">', 'img a.png, img b.png'],
  ['<script src="https://x.example/a.js?b=1&amp;c=2"></script>', 'script https://x.example/a.js?b=1&c=2'],
  ['<link rel=stylesheet href=/a.css>', 'stylesheet /a.css'],
  ['<link rel="modulepreload" href="/a.js">', 'script /a.js'],
  ['<link rel="icon" href="//x.example/i">', 'link //x.example/i'],
  ['<link rel="canonical" href="https://x.example/">', ''],
  ['<style>@import "/a.css"; b { background: url(c.png) }</style>', 'stylesheet /a.css, image c.png'],
  ['<object data=a.swf></object><video poster=b.png>', 'object a.swf, video b.png'],
  ['<!-- <img src=a.png> -->', ''],
  ['<a href="/b">b</a><p>src=x</p>', ''],
])('%s refers to: %s', (html, expected) => {
  const found = readHtml(html).references.map(({ to, type }) => `${type} ${to}`)
  expect(found.join(', ')).toBe(expected)
})

test('links, inline scripts and handlers are read apart', () => {
  const page = readHtml(
    '<a class=x href="/b?c&amp;d">b</a><script>one</script><script src=a></script><p onclick="two">',
  )
  expect(page.links).toEqual(['/b?c&d'])
  expect(page.scripts).toEqual(['one', ' onclick="two"'])
})

test('style sheets and modules refer on', () => {
  expect(styleReferences('a{b:url("x.png")}').map(({ to }) => to)).toEqual(['x.png'])
  expect(
    moduleReferences(`import { a } from './a.js'\nexport * from "./b.js"\nimport './c.js'`).map(
      ({ to }) => to,
    ),
  ).toEqual(['./a.js', './b.js', './c.js'])
})

test.each([
  ["default-src 'none'; script-src 'self'; img-src 'self' data:; form-action 'self'", true],
  ["default-src 'self'; frame-ancestors https://x.example", true],
  ["script-src 'self'", false],
  ["default-src 'self'; connect-src https://x.example", false],
  ["default-src 'self'; img-src *", false],
  ['default-src https:', false],
  ['', false],
  [undefined, false],
])('the policy %j confines to the own server: %s', (policy, expected) => {
  expect(confinesToOwn(policy)).toBe(expected)
})

test.each([
  ['document.cookie = 1', true, false],
  ['window["localStorage"].a = 1', true, false],
  ['eval("x")', true, true],
  ['import("./a.js")', true, true],
  ['fetch("/a")', false, true],
  ['a.src = b', false, true],
  ['button.textContent = "cookie"', false, false],
])('%s could store: %s, could load: %s', (script, stores, loads) => {
  expect([mentionsStorage(script), mentionsNetwork(script)]).toEqual([stores, loads])
})

test.each([
  ['http://a.example/x', false],
  ['http://a.example:81/x', true],
  ['https://b.example/x', true],
  ['wss://b.example/x', true],
  ['data:text/plain,x', false],
  ['blob:http://b.example/1', false],
  ['about:blank', false],
])('%s is of a third party: %s', (url, expected) => {
  expect(isThirdParty(url, ['a.example'])).toBe(expected)
})

test('pages to follow are of the own origin, no files, one of each kind, up to the limit', () => {
  const links = [
    '/de/',
    '/de/claim/a',
    '/de/claim/b',
    '#x',
    '/de/how',
    'https://b.example/',
    '/trust.json',
    'mailto:a@b.example',
    '/en/',
    '/de/evidence/1#top',
  ]
  expect(pagesToFollow('http://a.example/de/', links, 9)).toEqual(
    ['/de/claim/a', '/de/how', '/en/', '/de/evidence/1'].map((path) => `http://a.example${path}`),
  )
  expect(pagesToFollow('http://a.example/de/', links, 1)).toEqual(['http://a.example/de/claim/a'])
  expect(pagesToFollow('http://a.example/de/', links, 0)).toEqual([])
})
