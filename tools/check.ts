import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name)

/** Types, lint, format and shape. One fails, all fail; all are shown. */
const checks: readonly {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}[] = [
  { name: 'types', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'lint', command: bin('oxlint'), args: ['--deny-warnings'] },
  { name: 'format', command: bin('biome'), args: ['format', '--colors=off', '.'] },
  { name: 'tidy', command: process.execPath, args: ['--import', 'tsx', 'tools/tidy/main.ts'] },
]

export interface CheckResult {
  readonly name: string
  readonly ok: boolean
  readonly output: string
  readonly seconds: number
}

function run({ name, command, args }: (typeof checks)[number]): Promise<CheckResult> {
  return new Promise((resolve) => {
    const started = performance.now()
    let output = ''
    const child = spawn(command, args, { cwd: root })
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const done = (ok: boolean) => resolve({ name, ok, output, seconds: (performance.now() - started) / 1000 })
    child.on('error', (error) => {
      output += error.message
      done(false)
    })
    child.on('close', (code) => done(code === 0))
  })
}

export async function check(): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const one of checks) {
    const result = await run(one)
    console.log(`${result.ok ? '✓' : '✗'} ${result.name} (${result.seconds.toFixed(1)} s)`)
    if (!result.ok || one.name === 'tidy') console.log(result.output.trim().split('\n').slice(-60).join('\n'))
    results.push(result)
  }
  return results
}

if (import.meta.filename === process.argv[1]) {
  const results = await check()
  process.exitCode = results.every((result) => result.ok) ? 0 : 1
}
