import { toBase64 } from 'nachweis-verify'
import { z } from 'zod'
import type { Language } from '../kernel/language.ts'
import { Problem } from '../kernel/problem.ts'
import { answer, type Endpoint } from '../kernel/route.ts'
import { configurationJsonSchema } from '../platform/config/configuration-schema.ts'
import type { Platform } from '../platform/platform.ts'
import { assetPaths } from './assets.ts'
import { evidenceJson, evidencePageOf, evidenceProof, provenEvidence } from './evidence-of.ts'
import { claimPage, findClaim } from './pages/claim-page.tsx'
import { evidencePage } from './pages/evidence-page.tsx'
import { howItWorksPage } from './pages/how-it-works-page.tsx'
import type { PageInput } from './pages/shell.tsx'
import { sentencesOf, trustPage } from './pages/trust-page.tsx'
import { paths } from './paths.ts'
import * as routes from './public-route.ts'
import { snapshots, type Snapshot } from './snapshot.ts'
import { atomFeed } from './twins/feed.ts'
import { llmsTxt, securityTxt } from './twins/texts.ts'
import { trustSchema } from './twins/trust-schema.ts'

/** Every public page and its machine-readable twin. */
export function publicEndpoints(platform: Platform): Endpoint[] {
  const snapshot = snapshots(platform)
  return [...pageEndpoints(platform, snapshot), ...twinEndpoints(platform, snapshot)]
}

/** What all pages need. */
export function pageInput(platform: Platform, language: Language): PageInput {
  const { provider } = platform.configuration()
  return {
    language,
    assets: assetPaths,
    now: platform.clock.now(),
    publicUrl: platform.addresses().public,
    provider,
  }
}

type TakeSnapshot = () => Promise<Snapshot>

function pageEndpoints(platform: Platform, snapshot: TakeSnapshot): Endpoint[] {
  const { reader } = platform.database
  return [
    answer(routes.rootRoute, async () => leadTo('de')),
    ...routes.bareRoutes.map(({ language, route }) => answer(route, async () => leadTo(language))),
    ...routes.homeRoutes.map(({ language, route }) =>
      answer(route, async () => {
        const { document } = await snapshot()
        // The moment of the document, so that page and twin tell the same time.
        return html(
          trustPage({ ...pageInput(platform, language), document, now: Date.parse(document.generatedAt) }),
        )
      }),
    ),
    ...routes.howItWorksRoutes.map(({ language, route }) =>
      answer(route, async () => html(howItWorksPage(pageInput(platform, language)))),
    ),
    ...routes.claimRoutes.map(({ language, route }) =>
      answer(route, async ({ params, query }) => {
        const { document } = await snapshot()
        const id = `${params.measure}/${params.claim}`
        const found = findClaim(document, id)
        if (!found) throw new Problem('not-found', 'no-such-claim', 'There is no such claim.')
        const counting = new Set(found.claim.evidence.filter((each) => each.counts).map((each) => each.id))
        const { evidence, before } = await evidencePageOf(reader, id, query.before, counting)
        const older = before === null ? null : `${paths.claim(language, id)}?before=${before}`
        const feed = `/${language}/feed.atom`
        return html(
          claimPage({ ...pageInput(platform, language), ...found, document, evidence, older, feed }),
        )
      }),
    ),
    ...routes.evidenceRoutes.map(({ language, route }) =>
      answer(route, async ({ params }) => {
        const { document, head } = await snapshot()
        const { record, proof } = await provenEvidence(reader, head, params.id)
        const text = sentencesOf(document).get(record.record.data.claim) ?? null
        const inclusion = { treeSize: head.size, hashes: proof.length, root: toBase64(head.root) }
        return html(evidencePage({ ...pageInput(platform, language), record, text, inclusion }))
      }),
    ),
  ]
}

function twinEndpoints(platform: Platform, snapshot: TakeSnapshot): Endpoint[] {
  const { reader } = platform.database
  const schema = JSON.stringify(
    { $id: 'trust.schema.json', title: 'Nachweis trust document', ...z.toJSONSchema(trustSchema) },
    null,
    2,
  )
  const publicUrl = () => platform.addresses().public
  return [
    answer(routes.trustJsonRoute, async () => open((await snapshot()).json(), 'application/json')),
    answer(routes.configurationSchemaRoute, async () =>
      open(configurationJsonSchema(), 'application/schema+json'),
    ),
    answer(routes.trustSchemaRoute, async () => open(schema, 'application/schema+json')),
    ...routes.feedRoutes.map(({ language, route }) =>
      answer(route, async () =>
        open(
          atomFeed((await snapshot()).document, language, publicUrl()),
          'application/atom+xml; charset=utf-8',
        ),
      ),
    ),
    answer(routes.evidenceJsonRoute, async ({ params }) =>
      open(
        evidenceJson(await provenEvidence(reader, (await snapshot()).head, params.id)),
        'application/json',
      ),
    ),
    answer(routes.evidenceProofRoute, async ({ params }) =>
      open(
        evidenceProof(await provenEvidence(reader, (await snapshot()).head, params.id)),
        'text/plain; charset=utf-8',
      ),
    ),
    // After its twins: a plain id must not take their addresses.
    answer(routes.evidenceRoute, async ({ params }) => redirect(paths.evidence('de', params.id))),
    answer(routes.securityTxtRoute, async () => {
      const { contact } = platform.configuration().provider
      return open(securityTxt(contact, publicUrl(), platform.clock.now()), 'text/plain; charset=utf-8')
    }),
    answer(routes.llmsTxtRoute, async () =>
      open(llmsTxt((await snapshot()).document, publicUrl()), 'text/plain; charset=utf-8'),
    ),
    answer(routes.robotsTxtRoute, async () => open('User-agent: *\nAllow: /\n', 'text/plain; charset=utf-8')),
  ]
}

function html(text: string, status = 200, cache = 'no-cache'): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': cache },
  })
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } })
const leadTo = (language: Language) => redirect(paths.home(language))

/** A public answer that pages elsewhere may read too. */
function open(text: string, type: string): Response {
  return new Response(text, {
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'access-control-allow-origin': '*' },
  })
}
