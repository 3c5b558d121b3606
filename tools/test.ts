import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { check } from './check.ts'

/**
 * Everything that proves the product: checks, the web build with its byte budget, every test, the journeys in a real browser.
 * Ends with one line of totals; a check that fails counts as a failed test.
 */
const root = path.resolve(import.meta.dirname, '..')
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name)

interface Totals {
  passed: number
  failed: number
  skipped: number
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NO_COLOR: '1', YISHANG_WEB_BUILT: '1' },
    })
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
  success: boolean
}

async function vitest(args: readonly string[]): Promise<Totals> {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'yishang-test-'))
  try {
    return await totalsOf(args, path.join(place, 'report.json'))
  } finally {
    fs.rmSync(place, { recursive: true, force: true })
  }
}

async function totalsOf(args: readonly string[], file: string): Promise<Totals> {
  const code = await run(bin('vitest'), [
    'run',
    ...args,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report
  // A file that could not even be loaded has no failed test of its own; the run's exit code still says no.
  const failed = Math.max(report.numFailedTests, report.success && code === 0 ? 0 : 1)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}

const step = async (name: string, work: () => Promise<Totals>): Promise<Totals> => {
  const started = performance.now()
  console.log(`\n— ${name}`)
  const totals = await work()
  console.log(
    `  ${name}: ${totals.passed} passed, ${totals.failed} failed (${((performance.now() - started) / 1000).toFixed(0)} s)`,
  )
  return totals
}
const asTotals = (results: readonly boolean[]): Totals => ({
  passed: results.filter(Boolean).length,
  failed: results.filter((ok) => !ok).length,
  skipped: 0,
})

const totals: Totals = { passed: 0, failed: 0, skipped: 0 }
// Neither needs both cores all the time: they share them.
const first = await Promise.all([
  step('checks', async () => asTotals((await check()).map((one) => one.ok))),
  step('web build within its budget', async () =>
    asTotals([
      (await run(bin('vite'), ['build', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn'])) === 0,
    ]),
  ),
])
for (const result of [
  ...first,
  await step('unit, property and integration tests', () => vitest([])),
  await step('journeys in a browser', () => vitest(['--config', 'e2e/vitest.config.ts'])),
]) {
  totals.passed += result.passed
  totals.failed += result.failed
  totals.skipped += result.skipped
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failed ? 1 : 0
