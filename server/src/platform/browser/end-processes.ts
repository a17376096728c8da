import { readdir, readFile } from 'node:fs/promises'

const passesMax = 5

/**
 * Kills every process that was started with this folder as its HOME, and its process group. The browser leaves its
 * parent's group, and one that hangs while it starts is known to nobody else. Where there is no /proc it does nothing.
 */
export async function endProcessesOf(home: string): Promise<void> {
  // A process may start another while we look.
  for (let pass = 0; pass < passesMax; pass++) {
    const found = await processesOf(home)
    if (found.length === 0) return
    for (const pid of found) {
      end(-pid)
      end(pid)
    }
  }
}

async function processesOf(home: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => [])
  const pids = entries.filter((entry) => /^\d+$/.test(entry))
  const homes = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')),
  )
  return pids.filter((_, at) => homes[at]?.split('\0').includes(`HOME=${home}`)).map(Number)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already, or no leader of a group.
  }
}
