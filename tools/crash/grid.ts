import { addDamage, type Damage, isHarmed, unharmed } from './audit.ts'
import { buildWorker } from './child.ts'
import { type Without, walls } from './machine.ts'
import { naps, type Point, points } from './points.ts'
import { killedRun, type Outcome, replayedRun, type Scene, sleptRun } from './run.ts'
import { aTown, type Town } from './town.ts'

/** One row of the grid: a point, how often a worker ended or stopped there, what came of it. */
export interface Row {
  readonly name: string
  readonly payees: number
  readonly times: number
  readonly unfinished: number
  readonly damage: Damage
}

export interface GridOptions {
  readonly payees: number
  readonly seeds: readonly number[]
  /** how many runs share the kills of one seed: each point is met once a seed, in one of them */
  readonly runs: number
  readonly atOnce: number
  readonly told?: (line: string) => void
}

export interface Grid {
  readonly rows: readonly Row[]
  readonly total: Damage
}

async function inLanes<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) await work(items[next++] as T)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

class Tally {
  private readonly rows = new Map<string, Row>()
  constructor(private readonly payees: number) {}

  expect(name: string): void {
    if (!this.rows.has(name))
      this.rows.set(name, { name, payees: this.payees, times: 0, unfinished: 0, damage: unharmed })
  }

  add(name: string, { damage, finished }: Outcome): void {
    this.expect(name)
    const row = this.rows.get(name) as Row
    this.rows.set(name, {
      ...row,
      times: row.times + 1,
      unfinished: row.unfinished + (finished ? 0 : 1),
      damage: addDamage(row.damage, damage),
    })
  }

  all(): Row[] {
    return [...this.rows.values()]
  }
}

const asleep = (point: Point) => `stopped: ${point.step}`
const replayed = 'processes renamed: everything once more'

/** Which points of a seed meet in which run: spread along its life, and in other company from seed to seed. */
function chainsOf(seed: number, runs: number): Point[][] {
  const chains = Array.from({ length: runs }, (): Point[] => [])
  for (const [index, point] of points.entries())
    chains[(index + seed * Math.floor(index / runs)) % runs]?.push(point)
  return chains
}

/** Every point at every seed, every nap at every seed, and a replay for every seed. */
export async function grid({ payees, seeds, runs, atOnce, told }: GridOptions): Promise<Grid> {
  const worker = await buildWorker()
  const town = await aTown(payees)
  const tally = new Tally(payees)
  for (const { step } of points) tally.expect(step)
  for (const nap of naps) tally.expect(asleep(nap))
  let total = unharmed
  const count = (outcome: Outcome, names: readonly string[]) => {
    total = addDamage(total, outcome.damage)
    for (const name of names) tally.add(name, outcome)
    if (process.env['CRASH_LOG'] || isHarmed(outcome.damage) || !outcome.finished)
      told?.(`${JSON.stringify(outcome.damage)} finished ${outcome.finished}: ${names.join(', ')}`)
  }
  try {
    const plays = seeds.flatMap((seed) => {
      const scene: Scene = { town, worker, seed }
      return [
        ...chainsOf(seed, runs).map((chain) => () => killed(scene, chain, count)),
        ...naps.map((nap) => async () => count(await sleptRun(scene, nap), [asleep(nap)])),
        async () => count(await replayedRun(scene), [replayed]),
      ]
    })
    let done = 0
    await inLanes(plays, atOnce, async (play) => {
      await play()
      done += 1
      if (done % 20 === 0) told?.(`${done} of ${plays.length} runs`)
    })
  } finally {
    await town.close()
  }
  return { rows: tally.all(), total }
}

type Count = (outcome: Outcome, names: readonly string[]) => void

/** A point that its run had passed before its worker got there is met again in a run of its own. */
async function killed(scene: Scene, chain: readonly Point[], count: Count): Promise<void> {
  const outcome = await killedRun(scene, chain)
  count(
    outcome,
    outcome.reached.map((point) => point.step),
  )
  for (const missed of chain.filter((point) => !outcome.reached.includes(point))) {
    const alone = await killedRun(scene, [missed])
    if (alone.reached.length) count(alone, [missed.step])
  }
}

const pointNamed = (step: string): Point => {
  const point = [...points, ...naps].find((one) => one.step === step)
  if (!point) throw new Error(`no point ${step}`)
  return point
}

/** One run without one wall; a grid that does not see the hole sees nothing. */
export async function control(town: Town, without: Without, seed = 1): Promise<Damage> {
  const scene: Scene = { town, worker: await buildWorker(), seed, without }
  const outcome =
    without === 'instruction-ids'
      ? await killedRun(scene, [pointNamed('outside bank POST answered')])
      : without === 'fencing'
        ? await sleptRun(scene, pointNamed('outside bank POST asking'))
        : await replayedRun(scene)
  return outcome.damage
}

export async function controls(payees: number): Promise<ReadonlyMap<Without, Damage>> {
  const town = await aTown(payees)
  try {
    const found = new Map<Without, Damage>()
    for (const wall of walls) found.set(wall, await control(town, wall))
    return found
  } finally {
    await town.close()
  }
}
