import { lockFolder } from '../src/lock.ts'

// Takes the lock of a folder as a process of its own, says so, and gives it back when told anything.
const unlock = await lockFolder(process.argv[2] as string)
process.stdout.write('locked\n')
process.stdin.once('data', () => void unlock().then(() => process.exit()))
