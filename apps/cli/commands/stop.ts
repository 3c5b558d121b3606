import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { defineCommand, done, problem } from '../command.ts'
import { configFor, homeFlag } from '../places.ts'

const Running = z.object({ pid: z.number().int().positive(), url: z.string() })

export const stopCommand = defineCommand({
  path: ['stop'],
  summary: { zh: '停止平台', en: 'Stop the platform' },
  flags: [homeFlag],
  changes: true,
  input: z.object({ home: z.string().optional() }),
  run: async (session, { home }) => {
    const running = findRunning(configFor({ home }).home)
    if (!running) {
      session.tell('平台没有在运行。', 'The platform is not running.')
      return done({ stopped: false })
    }
    if (session.dryRun) {
      session.tell(
        `将停止 ${running.url}（进程 ${running.pid}）。`,
        `Would stop ${running.url} (process ${running.pid}).`,
      )
      return done({ dryRun: true, ...running })
    }
    process.kill(running.pid, 'SIGTERM')
    await ended(running.pid)
    session.tell(`已停止 ${running.url}。`, `Stopped ${running.url}.`)
    return done({ stopped: true, ...running })
  },
})

/** The server that this state directory's file names, if its process still lives. */
export function findRunning(home: string): z.output<typeof Running> | undefined {
  const file = path.join(home, 'server.json')
  if (!fs.existsSync(file)) return undefined
  const parsed = Running.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')))
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function ended(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 100) {
    if (waited >= 20_000)
      throw problem(
        'does-not-stop',
        [`进程 ${pid} 二十秒内没有停下`, `Process ${pid} did not stop within twenty seconds`],
        ['请稍后再试，或检查这个进程。', 'Try again later, or look at the process.'],
        1,
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
