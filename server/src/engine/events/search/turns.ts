import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'

/** Searches of one kind that one server runs at a time, and of these for one person. */
const runningMax = 6
const runningEachMax = 2
/** Those that wait for their turn, and of these for one person: views that follow one another quickly. */
const waitingMax = 60
const waitingEachMax = 8
const waitMs = 5_000
const busyRetryS = 5

/** Whoever waits. */
interface Waiting {
  readonly person: string
  readonly start: () => void
}

/** Turns of searches of one kind on one server: nobody takes them all, and nobody waits long. */
export interface Turns {
  /** Does the work when its turn has come. Throws a Problem (429) when that takes too long or too many wait. */
  run<Output>(actor: Actor, work: () => Promise<Output>): Promise<Output>
}

export function openTurns(): Turns {
  const running: string[] = []
  const waiting: Waiting[] = []
  const ofPerson = (person: string) => running.filter((each) => each === person).length
  const hasRoom = (person: string) => running.length < runningMax && ofPerson(person) < runningEachMax
  const leave = (person: string) => {
    running.splice(running.indexOf(person), 1)
    const next = waiting.findIndex((each) => hasRoom(each.person))
    if (next !== -1) waiting.splice(next, 1)[0]?.start()
  }
  const turn = (person: string) =>
    new Promise<void>((done, refused) => {
      const own = waiting.filter((each) => each.person === person).length
      if (waiting.length >= waitingMax || own >= waitingEachMax) return refused(busy())
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(entry), 1)
        refused(busy())
      }, waitMs)
      const start = () => {
        clearTimeout(timer)
        running.push(person)
        done()
      }
      const entry = { person, start }
      waiting.push(entry)
    })
  return {
    async run(actor, work) {
      const person = nameOf(actor)
      if (hasRoom(person)) running.push(person)
      else await turn(person)
      try {
        return await work()
      } finally {
        leave(person)
      }
    },
  }
}

/** One person by whatever session or token. */
const nameOf = (actor: Actor): string => (actor.kind === 'person' ? actor.personId : actor.kind)

const busy = () =>
  new Problem(
    'too-many-requests',
    'searches-busy',
    {
      de: 'Hier wird gerade zu viel gesucht. Versuchen Sie es in ein paar Sekunden noch einmal.',
      en: 'Too much is being searched here. Try again in a few seconds.',
    },
    busyRetryS,
  )
