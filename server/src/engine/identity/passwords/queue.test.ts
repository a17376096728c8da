import fc from 'fast-check'
import { setImmediate } from 'node:timers/promises'
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { verifyPassword } from './hash.ts'
import { passwordQueue, WorkQueue } from './queue.ts'

const limits = { runningMax: 2, waitingMax: 3, perSourceMax: 100, waitMsMax: 60_000, workMs: 1000 }
const idle = { running: 0, waiting: 0, sources: 0 }
const unknown = { key: 'a', known: false }

/** Work that ends when the test says so. */
function steered() {
  const started: string[] = []
  const ends: (() => void)[] = []
  const work = (name: string) => async () => {
    started.push(name)
    await new Promise<void>((resolve) => ends.push(resolve))
    return name
  }
  const finish = async () => {
    ends.shift()?.()
    await setImmediate()
  }
  return { started, work, finish }
}

test('so many at once, so many waiting, and beyond that a refusal that says when to come back', async () => {
  const queue = new WorkQueue(limits)
  const { started, work, finish } = steered()
  const accepted = ['1', '2', '3', '4', '5'].map((name) => queue.run(unknown, work(name)))
  await expect(queue.run(unknown, work('6'))).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'sign-in-busy',
    retryAfterS: 2,
  })
  expect(started).toEqual(['1', '2'])
  expect(queue.load).toEqual({ running: 2, waiting: 3, sources: 1 })
  await finish()
  expect(started).toEqual(['1', '2', '3'])
  const late = queue.run(unknown, work('7'))
  for (let done = 0; done < 5; done++) await finish()
  expect(await Promise.all([...accepted, late])).toEqual(['1', '2', '3', '4', '5', '7'])
  expect(queue.load).toEqual(idle)
})

test('a known device goes first, and finds a place where unknown ones find none', async () => {
  const queue = new WorkQueue({ ...limits, runningMax: 1 })
  const { started, work, finish } = steered()
  const crowd = Promise.all(['1', '2', '3', '4'].map((name) => queue.run(unknown, work(name))))
  await expect(queue.run(unknown, work('5'))).rejects.toThrow('Very many people')
  expect(() => queue.requireRoom(unknown)).toThrow('Very many people')
  queue.requireRoom({ key: 'device', known: true })
  const known = queue.run({ key: 'device', known: true }, work('known'))
  for (let done = 0; done < 5; done++) await finish()
  expect(started).toEqual(['1', 'known', '2', '3', '4'])
  await Promise.all([crowd, known])
  expect(queue.load).toEqual(idle)
})

test('nobody waits longer than the limit, and whoever gave up leaves the place to others', async () => {
  const queue = new WorkQueue({ ...limits, runningMax: 1, waitMsMax: 20 })
  const { started, work, finish } = steered()
  const first = queue.run(unknown, work('1'))
  await expect(queue.run(unknown, work('2'))).rejects.toMatchObject({
    reason: 'sign-in-busy',
    retryAfterS: 1,
  })
  const third = queue.run(unknown, work('3'))
  for (let done = 0; done < 2; done++) await finish()
  expect(await Promise.all([first, third])).toEqual(['1', '3'])
  expect(started).toEqual(['1', '3'])
  expect(queue.load).toEqual(idle)
})

test('one source cannot take all places', async () => {
  const queue = new WorkQueue({ ...limits, perSourceMax: 3 })
  const { work, finish } = steered()
  const greedy = ['1', '2', '3'].map((name) => queue.run(unknown, work(name)))
  await expect(queue.run(unknown, work('4'))).rejects.toMatchObject({
    code: 'too-many-requests',
    reason: 'sign-in-too-many-at-once',
    retryAfterS: 2,
  })
  const other = queue.run({ key: 'b', known: false }, work('other'))
  for (let done = 0; done < 4; done++) await finish()
  expect(await Promise.all([...greedy, other])).toEqual(['1', '2', '3', 'other'])
})

test('work that fails, at once or later, gives its place back', async () => {
  const queue = new WorkQueue({ ...limits, runningMax: 1 })
  const broken = queue.run(unknown, () => Promise.reject(new Error('later')))
  const thrown = queue.run(unknown, () => {
    throw new Error('at once')
  })
  const fine = queue.run(unknown, async () => 'fine')
  await expect(broken).rejects.toThrow('later')
  await expect(thrown).rejects.toThrow('at once')
  expect(await fine).toBe('fine')
  expect(queue.load).toEqual(idle)
})

test('the bounds hold whatever comes, and nothing accepted is lost', async () => {
  const arrivals = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), known: fc.boolean() }), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(arrivals, fc.scheduler(), async (sources, scheduler) => {
      const bounds = { runningMax: 2, waitingMax: 3, perSourceMax: 4, waitMsMax: 60_000, workMs: 100 }
      const queue = new WorkQueue(bounds)
      let [running, most, accepted, ended] = [0, 0, 0, 0]
      const work = async () => {
        most = Math.max(most, ++running)
        await scheduler.schedule(Promise.resolve())
        running--
        ended++
      }
      const all = sources.map((source) =>
        queue.run(source, work).then(
          () => accepted++,
          (error: { retryAfterS?: number }) => expect(error.retryAfterS).toBeGreaterThan(0),
        ),
      )
      expect(queue.load.waiting).toBeLessThanOrEqual(2 * bounds.waitingMax)
      await scheduler.waitFor(Promise.all(all))
      expect(most).toBeLessThanOrEqual(bounds.runningMax)
      expect(most).toBe(Math.min(bounds.runningMax, sources.length))
      expect(ended).toBe(accepted)
      expect(queue.load).toEqual(idle)
    }),
    { numRuns: 200 },
  )
})

test('a flood of 1000 sign-ins: few run, few wait, the rest is refused, and the event loop goes round', async () => {
  const { runningMax, waiting } = { runningMax: availableParallelism(), waiting: 64 }
  let [running, most, turns, done] = [0, 0, 0, false]
  const attempts = Array.from({ length: 1000 }, (_, at) =>
    passwordQueue.run({ key: `network ${at}`, known: false }, async () => {
      most = Math.max(most, ++running)
      const fits = await verifyPassword(
        'guess',
        '$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg',
      )
      running--
      return fits
    }),
  )
  const settled = Promise.allSettled(attempts).finally(() => (done = true))
  expect(passwordQueue.load.running).toBeLessThanOrEqual(runningMax)
  expect(passwordQueue.load.waiting).toBe(waiting)
  // argon2 on the event loop itself would leave it a turn or two for each hash.
  while (!done) {
    await setImmediate()
    turns++
  }
  const outcomes = await settled
  const served = outcomes.filter(({ status }) => status === 'fulfilled').length
  expect(served).toBeGreaterThan(waiting)
  expect(served).toBeLessThanOrEqual(waiting + runningMax)
  expect(most).toBeLessThanOrEqual(runningMax)
  expect(turns).toBeGreaterThan(10 * served)
  expect(passwordQueue.load).toEqual(idle)
})
