import type { Problem } from '../kernel/problem.ts'
import type { Platform } from '../platform/platform.ts'
import { pageInput } from './endpoints.ts'
import { notFoundPage, problemPage } from './pages/problem-page.tsx'

/** A refusal as a page, for browsers; null for everybody else. The language follows the address. */
export function refusalPage(
  platform: Platform,
  path: string,
  accept: string,
  problem: Problem,
): Response | null {
  if (!accept.includes('text/html') || path.startsWith('/api/')) return null
  const input = pageInput(platform, path.startsWith('/en/') ? 'en' : 'de')
  const text =
    problem.status === 404 ? notFoundPage(input) : problemPage({ ...input, status: problem.status })
  return new Response(text, {
    status: problem.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
