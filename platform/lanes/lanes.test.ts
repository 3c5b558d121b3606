import { afterAll, describe, expect, test } from 'vitest'
import { openCity } from '#definitions/rules/columns/city.ts'
import { columnsOf, policyRule } from '#definitions/rules/columns/fixtures.ts'
import { dice, randomClause, randomRow } from '#definitions/rules/columns/random-rules.ts'
import type { Runner, Work } from '#definitions/rules/columns/run.ts'
import { compileClause } from '#definitions/rules/clause.ts'
import { dictionary, today } from '#definitions/rules/fixtures.ts'
import { createLanes, type LaneOptions, type Lanes } from './lanes.ts'

const open = new Set<Lanes>()
afterAll(async () => {
  await Promise.all([...open].map((lanes) => lanes.close()))
})

async function started(options: LaneOptions & { readonly threads: number }): Promise<Lanes> {
  const lanes = createLanes({ worthwhile: 0, ...options })
  open.add(lanes)
  lanes.start()
  const wanted = options.threads - 1
  const until = performance.now() + 60_000
  while (lanes.ready() < wanted && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20))
  expect(lanes.ready()).toBe(wanted)
  return lanes
}

const roll = dice(21)
const rows = Array.from({ length: 30_000 }, () => randomRow(roll))
const raw = columnsOf(dictionary, rows)
const policies = Array.from({ length: 25 }, (_, i) => {
  for (;;) {
    const clause = randomClause(roll, roll(2))
    if (!('faults' in compileClause(clause, dictionary))) return policyRule(dictionary, `p${i}`, clause)
  }
})

function answered(kernels: 'wasm' | 'javascript', runner?: Runner) {
  const plan = openCity(raw, dictionary, { kernels, ...(runner ? { runner } : {}) }).on(today, policies)
  return {
    counts: [...plan.eligibleCounts()],
    verdicts: plan.verdicts(),
    rows: policies.map(({ id }) => Buffer.from(plan.rowsOf(id, 'near-miss')).toString('hex')),
  }
}

const alone = { wasm: answered('wasm'), javascript: answered('javascript') }

/** Asks until the other threads took a part: on a busy machine the first may do all before they wake. */
function answeredTogether(kernels: 'wasm' | 'javascript', lanes: Lanes, runner = lanes.runner) {
  for (let tries = 0; tries < 200; tries += 1) {
    let helped = 0
    const answers = answered(kernels, {
      get lanes() {
        return runner.lanes
      },
      run: (memory, works) => {
        runner.run(memory, works)
        for (const blocks of lanes.shares().slice(1)) helped += blocks
      },
    })
    if (helped > 0) return answers
  }
  throw new Error('the other threads never worked')
}

/** The same lanes, with other work for the second than it should have. */
const misled = (lanes: Lanes, change: (work: Work) => Work): Runner => ({
  get lanes() {
    return lanes.runner.lanes
  },
  run: (memory, works) =>
    lanes.runner.run(
      memory,
      works.map((work, lane) => (lane === 1 ? change(work) : work)),
    ),
})

describe('a city asked on several threads answers as on one', () => {
  test('with WebAssembly; a lane that leaves out half of its program is found out, one that breaks ends the round', async () => {
    const lanes = await started({ threads: 2, kernels: 'wasm' })
    expect(answeredTogether('wasm', lanes)).toEqual(alone.wasm)

    const faulty = misled(lanes, (work) => ({ ...work, count: work.count >> 1 }))
    expect(answeredTogether('wasm', lanes, faulty)).not.toEqual(alone.wasm)

    const breaking = misled(lanes, (work) => ({ ...work, instructions: 2 ** 31 }))
    expect(() => answeredTogether('wasm', lanes, breaking)).toThrow('broke')
    expect(lanes.runner.lanes, 'from here on alone').toBe(1)
    expect(answered('wasm', lanes.runner)).toEqual(alone.wasm)
  })

  test('on more threads than the machine has cores, without WebAssembly, and after they are closed', async () => {
    const lanes = await started({ threads: 3, kernels: 'javascript' })
    expect(answeredTogether('javascript', lanes)).toEqual(alone.javascript)
    await lanes.close()
    expect(lanes.runner.lanes).toBe(1)
    expect(answered('javascript', lanes.runner)).toEqual(alone.javascript)
  })

  test('little work wakes nobody', () => {
    const lanes = createLanes({ threads: 2, kernels: 'wasm', worthwhile: Number.POSITIVE_INFINITY })
    open.add(lanes)
    lanes.start()
    expect(lanes.runner.lanes).toBe(2)
    expect(answered('wasm', lanes.runner)).toEqual(alone.wasm)
    expect(lanes.shares()).toEqual([0, 0])
  })
})
