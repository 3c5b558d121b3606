import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'vite'
import type { Orders } from './worker.ts'

const root = path.resolve(import.meta.dirname, '../..')
const place = path.join(root, '.yishang', 'crash')

/** What a worker never uses and would load for a third of its time: reading and writing Excel. */
const absent: Plugin = {
  name: 'absent',
  enforce: 'pre',
  resolveId: (id) => (id === '@protobi/exceljs' ? '\0absent' : undefined),
  load: (id) => (id === '\0absent' ? 'export default {}' : undefined),
}

/** The worker as one file: it starts in a third of a second, and the grid starts it some thousand times. */
export function buildWorker(): Promise<string> {
  built ??= bundle()
  return built
}

let built: Promise<string> | undefined
async function bundle(): Promise<string> {
  mkdirSync(place, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [absent],
    ssr: { noExternal: true, external: ['graphile-worker'] },
    build: {
      ssr: path.join(import.meta.dirname, 'worker.ts'),
      outDir: place,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  })
  return path.join(place, 'worker.mjs')
}

/** A worker in a process of its own. */
export interface Child {
  readonly process: ChildProcess
  /** its first word: what it did, or how it is about to end */
  readonly word: Promise<string>
  readonly gone: Promise<void>
}

/** A worker that neither ends nor says anything is a finding, not a reason to wait for ever. */
const longestMs = 60_000

export function startChild(file: string, orders: Orders): Child {
  const child = spawn(process.execPath, [file, JSON.stringify(orders)], {
    cwd: root,
    stdio: ['ignore', 'pipe', process.env['CRASH_LOG'] ? 'inherit' : 'ignore'],
  })
  const patience = setTimeout(() => child.kill('SIGKILL'), longestMs)
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      clearTimeout(patience)
      resolve()
    }),
  )
  const word = new Promise<string>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('\n')) resolve(said.trim())
    })
    child.once('exit', () => resolve(said.trim()))
  })
  return { process: child, word, gone }
}
