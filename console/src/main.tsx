// First: schemas must know before any is made that the page's policy forbids to compile code.
import './api/no-eval.ts'
import 'virtual:ui.css'
import './style/base.css'
import './style/parts.css'
import './style/table.css'
import './style/overlays.css'
import './style/shell.css'
import './style/screens.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from './api/query-client.ts'
import { apply } from './preferences.ts'
import { newRouter } from './router.tsx'

apply()
const client = newQueryClient(leadToSignIn)
const router = newRouter(client)

/** Whoever is not signed in (any more) signs in and comes back to where they were. */
function leadToSignIn(): void {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  void router.navigate({
    to: '/sign-in',
    search: pathname === '/' ? {} : { to: href },
    replace: true,
  } as never)
}

const place = document.querySelector('#console')
if (place) {
  createRoot(place).render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
}
