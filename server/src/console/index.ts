// Hands out the signed-in web app: the files that `console/` was built to, and one page for every address below
// /console, whose script does the rest. Deliberately absent: data, cookies, knowledge of who asks; all that comes
// through the programming interface.
import { defineModule } from '../engine/claims/index.ts'
import { consoleEndpoints, consoleRoutes } from './endpoints.ts'

export const consoleModule = defineModule({
  name: 'console',
  dependsOn: ['claims'],
  migrations: null,
  routes: consoleRoutes,
  endpoints: () => consoleEndpoints(),
})
