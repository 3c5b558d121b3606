import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { callOutside } from '#platform/outside.ts'
import { codes, sandbox, secret } from './fixtures.ts'
import { openJournal } from './journal.ts'

interface Process {
  readonly urls: Record<string, string>
  readonly kill: () => Promise<void>
}

/** The sandbox as its own process, killed without warning. */
async function launch(dir: string): Promise<Process> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(import.meta.dirname, 'main.ts'), '--dir', dir],
    {
      env: { ...process.env, SANDBOX_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', () => reject(new Error('the sandbox did not start')))
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { urls: JSON.parse(line) as Record<string, string>, kill: () => (child.kill('SIGKILL'), gone) }
}

describe('the sandbox', () => {
  it('keeps its books when it is killed in the middle of a burst of payments', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'yishang-killed-'))
    const call = (one: Process, method: 'GET' | 'POST', route: string, body?: unknown) =>
      callOutside({ url: `${one.urls.bank}${route}`, method, body, secret, timeoutMs: 10_000 })
    const instruct = (one: Process, i: number) =>
      call(one, 'POST', '/payments', {
        instructionId: `i-${i}`,
        amountFen: 100,
        payerAccount: '60000000001',
        payeeAccount: '60000000002',
        payeeName: '乙',
        purpose: '测试',
      })
    let bank = await launch(dir)
    const accounts = [
      { accountNumber: '60000000001', name: '甲', openingFen: 100_000 },
      { accountNumber: '60000000002', name: '乙' },
    ]
    await call(bank, 'POST', '/accounts', { accounts })
    const burst = Array.from({ length: 60 }, (_, i) => instruct(bank, i))
    await Promise.race(burst.slice(20))
    await bank.kill()
    const results = await Promise.all(burst)
    const answered = results.filter((result) => result.kind === 'answered').length
    bank = await launch(dir)
    const kept = await Promise.all(results.map((_, i) => call(bank, 'GET', `/payments/i-${i}`)))
    const forgotten = results.filter(
      (result, i) => result.kind === 'answered' && kept[i]?.kind !== 'answered',
    )
    expect(answered).toBeGreaterThan(0)
    expect(forgotten).toEqual([])
    for (let i = 0; i < 60; i++) await instruct(bank, i)
    expect(await call(bank, 'GET', '/trial-balance')).toMatchObject({ body: { sumFen: 0 } })
    const payer = await call(bank, 'GET', '/accounts/60000000001')
    expect(payer).toMatchObject({ body: { balanceFen: 100_000 - 60 * 100 } })
    await bank.kill()
    rmSync(dir, { recursive: true })
  })

  it('serves five systems, each with its own journal', async () => {
    const box = await sandbox()
    for (const system of ['tax', 'social-insurance', 'housing-fund', 'seal'] as const)
      await box.call(system, 'POST', '/registrations', { caseRef: 'c', creditCode: codes[0], name: '甲' })
    for (const system of ['tax', 'social-insurance', 'housing-fund', 'seal'])
      expect(readFileSync(path.join(box.dir, `${system}.ndjson`), 'utf8')).toContain('registration-received')
    await box.end()
  })

  it('refuses bodies that are too large or no JSON', async () => {
    const box = await sandbox()
    const large = await box.call('bank', 'POST', '/payments', { purpose: 'x'.repeat(4_300_000) })
    expect(large).toMatchObject({ status: 413, code: 'body-too-large' })
    await box.end()
  })
})

describe('a journal', () => {
  it('forgets a last line that was not finished, and goes on after it', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'yishang-journal-'))
    const file = path.join(dir, 'a.ndjson')
    const first = openJournal<{ n: number; text: string }>(file)
    first.append({ n: 1, text: '甲' })
    first.append({ n: 2, text: '乙\n丙' })
    first.close()
    appendFileSync(file, '{"n":3,"te')
    const second = openJournal<{ n: number; text: string }>(file)
    expect(second.recovered).toEqual([
      { n: 1, text: '甲' },
      { n: 2, text: '乙\n丙' },
    ])
    second.append({ n: 4, text: '' })
    second.close()
    const third = openJournal<{ n: number }>(file)
    expect(third.recovered.map((entry) => entry.n)).toEqual([1, 2, 4])
    third.close()
    rmSync(dir, { recursive: true })
  })

  it('does not open when a line in its middle is damaged', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'yishang-journal-'))
    const file = path.join(dir, 'a.ndjson')
    writeFileSync(file, '{"n":1}\n{"n":\n{"n":3}\n')
    expect(() => openJournal(file)).toThrow(SyntaxError)
    rmSync(dir, { recursive: true })
  })
})
