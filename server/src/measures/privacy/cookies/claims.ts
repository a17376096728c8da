import { defineCheck, defineClaim, defineMeasure } from '../../../engine/claims/index.ts'
import { hour } from '../../../kernel/clock.ts'
import { text } from '../../../kernel/language.ts'
import { judgeDeclared, judgeNoneSet, judgeNoThirdParty } from './judge.ts'
import { pageVisit } from './observe.ts'

const checked = { version: 1, validityMs: 6 * hour, observer: pageVisit } as const
const needs = text(
  'Sobald öffentliche Seiten erreichbar sind, werden sie stündlich besucht.',
  'Checked hourly once public pages can be reached.',
)

const noneSet = defineClaim({
  id: 'none-set',
  text: text(
    'Unsere öffentlichen Seiten setzen keine Cookies und speichern nichts in Ihrem Browser.',
    'Our public pages set no cookies and store nothing in your browser.',
  ),
  parameters: {},
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'Ein echter Browser mit leerem Profil besucht die Seite und Seiten dahinter und liest danach Cookies, Speicher und Datenbanken. Ohne Browser werden Antworten und Skripte über HTTP gelesen.',
      'A real browser with an empty profile visits the page and pages behind it, then reads cookies, storage and databases. Without a browser, answers and scripts are read over HTTP.',
    ),
    judge: judgeNoneSet,
  }),
  needs,
})

const noThirdParty = defineClaim({
  id: 'no-third-party',
  text: text(
    'Unsere öffentlichen Seiten laden nichts von anderen Anbietern: keine Schriften, keine Zählpixel, keine Skripte.',
    'Our public pages load nothing from other providers: no fonts, no tracking pixels, no scripts.',
  ),
  parameters: {},
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'Ein echter Browser besucht die Seite und Seiten dahinter; jeder Abruf und jede Verbindung wird mit dem eigenen Server verglichen. Ohne Browser werden Verweise, Skripte und die Inhaltsrichtlinie über HTTP gelesen.',
      'A real browser visits the page and pages behind it; every request and connection is compared with the own server. Without a browser, references, scripts and the content security policy are read over HTTP.',
    ),
    judge: judgeNoThirdParty,
  }),
  needs,
})

const declared = defineClaim({
  id: 'declared',
  text: text(
    'Cookies, die nicht in unserem Verzeichnis stehen, setzen unsere öffentlichen Seiten nicht.',
    'Our public pages set no cookies that are missing from our register.',
  ),
  parameters: {},
  basis: 'executed',
  check: defineCheck({
    ...checked,
    method: text(
      'Die Cookies, die der Besuch mit einem Browser ergibt, werden mit dem Verzeichnis der Cookies verglichen.',
      'The cookies that a visit with a browser shows are compared with the register of cookies.',
    ),
    judge: judgeDeclared,
  }),
  needs,
})

const explained = defineClaim({
  id: 'explained',
  text: text(
    'Zu jedem Cookie steht im Verzeichnis, was es enthält, wozu es dient und wie Sie es ablehnen oder löschen.',
    'For each cookie the register says what it contains, what it is for and how you refuse or delete it.',
  ),
  parameters: {},
  basis: 'attested',
  needs: text(
    'Noch ohne Nachweis: Das Verzeichnis ist leer, weil die öffentlichen Seiten keine Cookies brauchen. Es wird veröffentlicht, bevor das erste hinzukommt.',
    'No evidence yet: the register is empty because the public pages need no cookies. It will be published before the first one is added.',
  ),
})

export const cookiesMeasure = defineMeasure({
  id: 'cookies',
  chapter: 'privacy',
  title: text('Cookies und Browserspeicher', 'Cookies and browser storage'),
  claims: [noneSet, noThirdParty, declared, explained],
})
