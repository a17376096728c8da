import type { Text } from 'nachweis-verify'
import type { Finding } from '../../../engine/claims/index.ts'
import { text } from '../../../kernel/language.ts'
import type { Visit, VisitRefusal } from '../../../platform/browser/index.ts'
import { declaredCookies } from './declared-cookies.ts'
import type { PageObservation } from './observe.ts'

const namedMax = 3

/** No cookie and nothing in the browser's storage, on every page visited. */
export function judgeNoneSet(seen: PageObservation): Finding {
  return judgeVisit(seen, (visit) => {
    const cookies = visit.cookies.map(({ name, host }) => `${name} (${host})`)
    const stored = visit.storage.map(({ kind, key }) => `${kind}: ${key}`)
    if (cookies.length > 0)
      return fails(
        visit,
        'cookie-set',
        text(
          `Gesetzt wurden ${count(cookies, 'Cookie', 'Cookies')}`,
          `${count(cookies, 'cookie was', 'cookies were')} set`,
        ),
        cookies,
      )
    if (stored.length > 0)
      return fails(
        visit,
        'browser-storage-used',
        text('Im Browser gespeichert wurde etwas', 'Something was stored in the browser'),
        stored,
      )
    if (visit.mayStore) return scriptsNotRun(visit)
    return holds(
      visit,
      'nothing-set',
      text(
        'Kein Cookie wurde gesetzt, nichts im Browser gespeichert.',
        'No cookie was set, nothing was stored in the browser.',
      ),
    )
  })
}

/** Nothing is loaded from, or connected to, other hosts. What the page's own policy blocked was not loaded. */
export function judgeNoThirdParty(seen: PageObservation): Finding {
  return judgeVisit(seen, (visit) => {
    const foreign = visit.requests.filter(({ thirdParty, blocked }) => thirdParty && !blocked)
    const hosts = [...new Set(foreign.map(({ url }) => hostOf(url)))]
    if (hosts.length > 0)
      return fails(
        visit,
        'third-party-loaded',
        text('Geladen wurde auch von anderen Servern', 'Other servers were contacted too'),
        hosts,
      )
    if (visit.mayLoad) return scriptsNotRun(visit)
    const blocked = visit.requests.filter((request) => request.thirdParty && request.blocked).length
    const said = text('Alles kam vom eigenen Server.', 'Everything came from the own server.')
    if (blocked === 0) return holds(visit, 'own-only', said)
    return holds(
      visit,
      'own-only-blocked',
      text(
        `${said.de} Weitere ${blocked} Abrufe hat die Inhaltsrichtlinie der Seite verhindert.`,
        `${said.en} The page's content security policy prevented ${blocked} more.`,
      ),
    )
  })
}

/** Every cookie stands in the register. */
export function judgeDeclared(seen: PageObservation): Finding {
  const declared = new Set(declaredCookies.map(({ name }) => name))
  return judgeVisit(seen, (visit) => {
    const strange = visit.cookies
      .filter(({ name }) => !declared.has(name))
      .map(({ name, host }) => `${name} (${host})`)
    if (strange.length > 0)
      return fails(
        visit,
        'cookie-undeclared',
        text('Nicht im Verzeichnis stehen', 'Not in the register'),
        strange,
      )
    if (visit.mayStore) return scriptsNotRun(visit)
    const [set, known] = [visit.cookies.length, declared.size]
    return holds(
      visit,
      'declared-only',
      text(
        `Gesetzte Cookies: ${set}; Cookies im Verzeichnis: ${known}.`,
        `Cookies set: ${set}; cookies in the register: ${known}.`,
      ),
    )
  })
}

function judgeVisit(seen: PageObservation, judge: (visit: Visit) => Finding): Finding {
  if (seen.method === 'none')
    return { verdict: 'unknown', code: seen.refused, observed: refusedWords(seen.refused, seen.detail) }
  const found = judge(seen)
  // What one page did stands, whether or not the others answered.
  if (found.verdict === 'fails' || seen.unreached === 0) return found
  const n = seen.unreached
  return {
    verdict: 'unknown',
    code: 'pages-not-reached',
    observed: text(
      `${n} von ${total(seen)} Seiten antworteten nicht.`,
      `${n} of ${total(seen)} pages did not answer.`,
    ),
  }
}

const total = (visit: Visit) => visit.pages.length + visit.unreached

function holds(visit: Visit, code: string, said: Text): Finding {
  return {
    verdict: 'holds',
    code,
    observed: text(`${how(visit).de} ${said.de}`, `${how(visit).en} ${said.en}`),
    population: population(visit),
  }
}

function fails(visit: Visit, code: string, said: Text, what: readonly string[]): Finding {
  const named = what.slice(0, namedMax).join(', ')
  const more = what.length > namedMax ? ' …' : ''
  const observed = text(
    `${how(visit).de} ${said.de}: ${named}${more}.`,
    `${how(visit).en} ${said.en}: ${named}${more}.`,
  )
  return { verdict: 'fails', code, observed, population: population(visit) }
}

const population = (visit: Visit) => ({ checked: visit.pages.length, total: total(visit) })

function scriptsNotRun(visit: Visit): Finding {
  const said = text(
    'Was die Skripte der Seite speichern und laden, zeigt nur ein Browser; auf diesem Server ist keiner eingerichtet.',
    'Only a browser shows what the scripts of the page store and load; none is installed on this server.',
  )
  return {
    verdict: 'unknown',
    code: 'scripts-not-run',
    observed: text(`${how(visit).de} ${said.de}`, `${how(visit).en} ${said.en}`),
  }
}

/** How it was looked: browser and version, or that there was none; how many pages and requests. */
function how({ method, browser, pages, requests }: Visit): Text {
  const [de, en] = [count(pages, 'Seite', 'Seiten'), count(pages, 'page', 'pages')]
  if (method === 'browser') {
    return text(
      `Besucht mit ${browser} und leerem Profil: ${de}, ${count(requests, 'Abruf', 'Abrufe')}.`,
      `Visited with ${browser} and an empty profile: ${en}, ${count(requests, 'request', 'requests')}.`,
    )
  }
  return text(
    `Ohne Browser, nur über HTTP gelesen: ${de}, ${count(requests, 'Verweis', 'Verweise')} auf Inhalte.`,
    `Without a browser, read over HTTP only: ${en}, ${count(requests, 'reference', 'references')} to content.`,
  )
}

const count = (list: readonly unknown[], one: string, many: string) =>
  `${list.length} ${list.length === 1 ? one : many}`

const hostOf = (url: string) => URL.parse(url)?.host ?? url

const refusals: Record<VisitRefusal, Text> = {
  'browser-not-started': text('Der Browser startete nicht.', 'The browser did not start.'),
  'page-not-reached': text('Die Seite war nicht erreichbar', 'The page could not be reached'),
  'page-refused': text('Die Seite wurde nicht ausgeliefert', 'The page was not served'),
  'time-limit': text('Der Besuch war nicht rechtzeitig zu Ende.', 'The visit did not end in time.'),
  'too-much': text(
    'Die Seite lädt oder speichert mehr, als angesehen wird.',
    'The page loads or stores more than is looked at.',
  ),
  'visitor-failed': text('Der Besuch brach ab.', 'The visit broke off.'),
}

function refusedWords(refused: VisitRefusal, detail: string): Text {
  const words = refusals[refused]
  return words.de.endsWith('.') ? words : text(`${words.de} (${detail}).`, `${words.en} (${detail}).`)
}
