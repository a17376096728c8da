import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  useParams,
  type AnyRoute,
} from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { noteArrival } from './arrival.ts'
import { useMe } from './api/me.ts'
import { Loading } from './parts/loaded.tsx'
import { isOpenTo, type Screen, type ScreenProps } from './screen.ts'
import { screens } from './screens.ts'
import { NotFoundScreen, NotPermittedScreen, ScreenFailed } from './shell/failures.tsx'

/** All screens as routes: those that need nobody stand outside the shell. */
export function newRouter(client: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFoundScreen })
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    component: lazyRouteComponent(() => import('./shell/inside.tsx'), 'Inside'),
  })
  const outside = createRoute({
    getParentRoute: () => root,
    id: 'outside',
    component: lazyRouteComponent(() => import('./shell/outside.tsx'), 'Outside'),
  })
  const routesFor = (isPublic: boolean, parent: AnyRoute) =>
    screens
      .filter((screen) => (screen.audience === 'public') === isPublic)
      .map((screen) => screenRoute(screen, parent))
  const unknown = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundScreen })
  const router = createRouter({
    routeTree: root.addChildren([
      inside.addChildren([...routesFor(false, inside), unknown]),
      outside.addChildren(routesFor(true, outside)),
    ]),
    basepath: '/console',
    context: { client },
    defaultPendingComponent: () => <Loading />,
    defaultErrorComponent: ({ error, reset }) => <ScreenFailed error={error} onRetry={reset} />,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // Plain text in the address: `?q=1` stays a text.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
      return text === '' ? '' : `?${text}`
    },
  })
  router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
    if (pathChanged && fromLocation) noteArrival()
  })
  return router
}

type Lazy = ComponentType<ScreenProps> & { preload?: () => Promise<void> }

function screenRoute(screen: Screen, parent: AnyRoute) {
  const Content = lazyRouteComponent(async () => ({ default: await screen.load() })) as Lazy
  function Open(): ReactNode {
    return <Content params={useParams({ strict: false })} />
  }
  function Guarded(): ReactNode {
    const me = useMe()
    if (!isOpenTo(me, screen)) return <NotPermittedScreen title={screen.title} />
    return <Open />
  }
  // Where nobody has to be signed in, nobody asks who is.
  const component = Object.assign(screen.audience === 'public' ? Open : Guarded, {
    preload: () => Content.preload?.() ?? Promise.resolve(),
  })
  return createRoute({
    getParentRoute: () => parent,
    path: screen.path,
    component,
    staticData: { screen },
  })
}
