import { describe, expect, test } from 'vitest'
import { readPage } from './page-html.ts'

test('sentences and titles with marked values, references and neighbours', () => {
  const page = readPage(
    '<!DOCTYPE html><html><head><title><b></title><style>a>b{}</style></head><body><!-- <span data-claim="x"> -->' +
      '<h2 data-measure="m&amp;n">A &lt;b&gt; &#x27;c&#39; &quot;d&quot;</h2><input disabled=""/><br>' +
      '<span class="say" data-claim="m/c" data-status="holding">Every <b>24 hours</b>, <i>always</i>.</span> not this' +
      '<svg><use href="#x"></use><path d="M0 0"/></svg><script>if (a<b) "</span>"</script></body></html>',
  )
  expect(page).toEqual({
    sentences: [{ claim: 'm/c', status: 'holding', text: 'Every 24 hours, always.' }],
    measures: [{ id: 'm&n', title: `A <b> 'c' "d"` }],
  })
})

test('a sentence within a measure belongs to both, an attribute alone to none', () => {
  const page = readPage(
    '<h2 data-measure="m">A<span data-claim="c" data-status="stale">B</span></h2><p data-claim="d">C</p>',
  )
  expect(page).toEqual({
    sentences: [{ claim: 'c', status: 'stale', text: 'B' }],
    measures: [{ id: 'm', title: 'AB' }],
  })
})

describe('refused', () => {
  test.each([
    ['<p>', 'does not end'],
    ['</p>', 'ends nothing'],
    ['<p><b></p></b>', '</p> ends b'],
    ['<p class=x></p>', 'malformed at character 0'],
    ['<p', 'malformed at character 0'],
    ['a < b', 'malformed at character 2'],
    ['<p id="a" id="b"></p>', 'stands twice'],
    ['<script>', 'does not end'],
    ['<!-- ', 'malformed'],
    ['<p data-measure="m">&bogus;</p>', 'unknown'],
    ['<p data-measure="m">&amp</p>', 'does not end'],
    ['<p data-measure="m">&#x110000;</p>', 'unknown'],
    ['<i>'.repeat(300), 'nested'],
  ])('%s', (html, message) => expect(() => readPage(html)).toThrow(message))
})
