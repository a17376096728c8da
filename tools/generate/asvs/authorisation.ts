import { at, own, type Requirement } from './requirement.ts'

const app = (name: string) => at('server/src/platform/http/app', name)
const everyRoute = (name: string) => at('test/journeys/every-route', name)
const documents = at('tools/generate/documents.db', 'is what the source says now')

/** V8. */
export const authorisation: readonly Requirement[] = [
  {
    id: '8.1.1',
    met: 'permissions.md has the roles as sentences and every route with who may call it, where.',
    tests: [documents],
  },
  {
    id: '8.1.2',
    met: 'openapi.json has the fields that each route takes and gives; there are no further ones, whoever asks.',
    tests: [documents, app('answers only what the contract declares')],
  },
  {
    id: '8.2.1',
    met: 'Every route names a permission; nobody reaches its handler without it.',
    tests: [
      own('people/tenants.db', 'answers every route as the policy says, for every role, at home'),
      everyRoute('each call ends as the matrix says'),
    ],
    tried: true,
  },
  {
    id: '8.2.2',
    met: 'Things are looked up within the organisation that was authorised; those of others look absent.',
    tests: [
      own('people/tenants.db', 'does not reach others through %s of the own organisation'),
      everyRoute('does not know the things of another tenant'),
    ],
    tried: true,
  },
  {
    id: '8.2.3',
    met: 'Bodies with fields that a route does not declare are refused, and answers are cut to what it declares.',
    tests: [
      app('answers only what the contract declares'),
      own('people/activity.db', 'changes the own name and language, but neither address nor roles'),
    ],
    tried: true,
  },
  {
    id: '8.3.1',
    met: 'The server decides on every call; the console only hides what would be refused.',
    tests: [
      app('asks for an access key, and refuses a wrong one'),
      own('people/tenants.db', 'answers every route as the policy says'),
    ],
  },
  {
    id: '8.4.1',
    met: 'Every route of an organisation is called against another one, from the list of routes: nothing is seen and nothing changes.',
    tests: [
      own('people/tenants.db', 'does not answer %s for another customer'),
      app('knows nobody in another organisation'),
    ],
    tried: true,
  },
]
