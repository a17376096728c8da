// The public pages and their machine-readable twins: everything that a stranger reads. It reads what the engine
// publishes and writes nothing, but for the first administrator's link, which identity redeems.
// Deliberately absent: own data, client script beyond the verifier, cookies, anything from elsewhere.
import { defineModule } from '../engine/claims/index.ts'
import { assetEndpoints, assetRoutes } from './assets.ts'
import { publicEndpoints } from './endpoints.ts'
import * as routes from './public-route.ts'
import { verifierPackageEndpoints, verifierPackageRoutes } from './verifier-package.ts'

export { refusalPage } from './problem-page.ts'
export { openApiRoute } from './public-route.ts'

const publicRoutes = Object.values(routes).flatMap((each) =>
  Array.isArray(each) ? each.map(({ route }) => route) : [each],
)

export const trustPage = defineModule({
  name: 'trust-page',
  dependsOn: ['log', 'claims', 'identity'],
  migrations: null,
  routes: [...publicRoutes, ...assetRoutes, ...verifierPackageRoutes],
  endpoints: (platform) => [...publicEndpoints(platform), ...assetEndpoints(), ...verifierPackageEndpoints()],
})
