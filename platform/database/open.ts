import net from 'node:net'
import path from 'node:path'
import type { Log } from '../log.ts'
import { prepareJobs } from '../jobs.ts'
import { startEmbedded } from './embedded.ts'
import { migrate, type MigrationSource } from './migrate.ts'
import { type DatabaseUrls, prepareRoles } from './roles.ts'

export interface OpenDatabase {
  readonly urls: DatabaseUrls
  readonly embedded: boolean
  /** the embedded server was running already: somebody else may be using it */
  readonly attached: boolean
  /** migrations applied now */
  readonly migrated: readonly string[]
  /** stops the embedded server; a city's own server is left alone */
  readonly close: () => Promise<void>
  /** leaves the server as it is to whoever else uses it, and no longer looks after it */
  readonly leave: () => void
}

/**
 * The city's database, ready to work: the server behind `databaseUrl`, or the embedded one that starts by itself. The
 * URL's account prepares the roles and applies the migrations; nothing runs as it afterwards.
 */
export async function openDatabase(options: {
  home: string
  databaseUrl?: string | undefined
  migrations: readonly MigrationSource[]
  log: Log
}): Promise<OpenDatabase> {
  const { home, databaseUrl, migrations, log } = options
  const prepare = async (adminUrl: string) => {
    const urls = await prepareRoles(adminUrl, home)
    const migrated = await migrate(urls.owner, migrations)
    await prepareJobs(urls.owner)
    return { urls, migrated }
  }
  if (databaseUrl)
    return {
      ...(await prepare(databaseUrl)),
      embedded: false,
      attached: true,
      close: async () => undefined,
      leave: () => undefined,
    }

  const place = path.join(home, 'database')
  let server = await startEmbedded(place)
  const { port } = server
  const watch = setInterval(() => {
    void isListening(port).then(async (alive) => {
      if (alive || closing) return
      log.warn('the embedded database is gone, starting it again')
      server = await startEmbedded(place, {}, port).catch((error: unknown) => {
        log.error({ err: error }, 'the embedded database did not start again yet')
        return server
      })
    })
  }, 1_000)
  watch.unref()
  let closing = false
  const leave = () => {
    closing = true
    clearInterval(watch)
  }
  const ready = await prepare(server.adminUrl('postgres')).catch((error: unknown) => {
    leave()
    if (!server.attached) server.stop()
    throw error
  })
  return {
    ...ready,
    embedded: true,
    attached: server.attached,
    close: async () => {
      leave()
      server.stop()
    },
    leave,
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    const answer = (alive: boolean) => {
      socket.destroy()
      resolve(alive)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.setTimeout(2_000, () => answer(true))
  })
