import { afterAll, describe, expect, test } from 'vitest'
import { openCity } from '#definitions/rules/columns/city.ts'
import { columnsOf, policyRule } from '#definitions/rules/columns/fixtures.ts'
import { dice, randomRow } from '#definitions/rules/columns/random-rules.ts'
import type { Runner, Work } from '#definitions/rules/columns/run.ts'
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
/** Several blocks of rows, whatever the size of a block. */
const rows = Array.from({ length: 150_000 }, () => randomRow(roll))
const raw = columnsOf(dictionary, rows)
const policies = [
  '人数 >= 5',
  '人数 in [10..20)',
  '占比 in (5%..15%]',
  '数一 > 3 or 数二 <= 2',
  '甲 = true and 金额一 >= 5万元',
  'not(乙 = true) and 起始日 >= date("2022-02-01")',
  '规模 = "small" and 金额二 < 0元',
  '上年研发费用 / 上年营业收入 >= 5%',
].map((clause, i) => policyRule(dictionary, `p${i}`, clause, i % 2 === 0 ? true : '人数 < 35'))

function answered(kernels: 'wasm' | 'javascript', runner?: Runner) {
  const plan = openCity(raw, dictionary, { kernels, ...(runner ? { runner } : {}) }).on(today, policies)
  return {
    counts: [...plan.eligibleCounts()],
    verdicts: plan.verdicts(),
    rows: policies.map(({ id }) => Buffer.from(plan.rowsOf(id, 'near-miss')).toString('hex')),
  }
}

const alone = { wasm: answered('wasm'), javascript: answered('javascript') }

/**
 * Asks until the other threads took a part: on a busy machine the first may do all before they wake. It must be a part of the two counts,
 * which come first: a block that is not counted always shows in them.
 */
function answeredTogether(kernels: 'wasm' | 'javascript', lanes: Lanes, runner = lanes.runner) {
  for (let tries = 0; tries < 200; tries += 1) {
    let [helped, runs] = [0, 0]
    const answers = answered(kernels, {
      get lanes() {
        return runner.lanes
      },
      run: (memory, works) => {
        runner.run(memory, works)
        runs += 1
        if (runs <= 2) for (const blocks of lanes.shares().slice(1)) helped += blocks
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
  test('with WebAssembly; a lane that leaves its program out is found out, one that breaks ends the round', async () => {
    const lanes = await started({ threads: 2, kernels: 'wasm' })
    expect(answeredTogether('wasm', lanes)).toEqual(alone.wasm)

    const faulty = misled(lanes, (work) => ({ ...work, count: 0 }))
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
