import { addDamage, type Damage, isHarmed, unharmed } from './audit.ts'
import { buildWorker } from './child.ts'
import { type Entry, type Journal, noJournal } from './journal.ts'
import type { Without } from './machine.ts'
import { naps, type Point, points, shortNaps, shortPoints } from './points.ts'
import { killedRun, type Outcome, replayedRun, rivalledRun, type Scene, sleptRun } from './run.ts'
import type { Town } from './town.ts'

/** One row of the grid: a point, how often a worker ended or stopped there, what came of it. */
export interface Row {
  readonly name: string
  readonly payees: number
  readonly times: number
  readonly unfinished: number
  /** orders that came too late from one who had been replaced: what the bank refused */
  readonly late: number
  readonly damage: Damage
}

export interface GridOptions {
  readonly seeds: readonly number[]
  /** how many runs share the kills of one seed: each point is met once a seed, in one of them */
  readonly runs: number
  readonly atOnce: number
  /** fewer points, for every day */
  readonly short: boolean
  readonly journal?: Journal
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

/** The rows of a grid, from what its runs brought. */
class Tally {
  private readonly rows = new Map<string, Row>()
  total = unharmed
  constructor(private readonly payees: number) {}

  expect(name: string): void {
    if (!this.rows.has(name))
      this.rows.set(name, { name, payees: this.payees, times: 0, unfinished: 0, late: 0, damage: unharmed })
  }

  add({ names, damage, finished, late }: Entry): void {
    this.total = addDamage(this.total, damage)
    for (const name of names) {
      this.expect(name)
      const row = this.rows.get(name) as Row
      this.rows.set(name, {
        ...row,
        times: row.times + 1,
        unfinished: row.unfinished + (finished ? 0 : 1),
        late: row.late + late,
        damage: addDamage(row.damage, damage),
      })
    }
  }

  all(): Row[] {
    return [...this.rows.values()]
  }
}

const asleep = (point: Point) => `stopped: ${point.step}`
const replayed = 'processes renamed: everything once more'
const rivalled = 'two offices start the benefit at once'

/** Which points of a seed meet in which run: spread along its life, and in other company from seed to seed. */
function chainsOf(kills: readonly Point[], seed: number, runs: number): Point[][] {
  const chains = Array.from({ length: runs }, (): Point[] => [])
  for (const [index, point] of kills.entries())
    chains[(index + seed * Math.floor(index / runs)) % runs]?.push(point)
  return chains
}

const entry = ({ damage, finished, late }: Outcome, names: readonly string[]): Entry => ({
  names,
  damage,
  finished,
  late,
})

/** A point that its run had passed before its worker got there is met again in a run of its own. */
async function killed(scene: Scene, chain: readonly Point[]): Promise<Entry[]> {
  const outcome = await killedRun(scene, chain)
  const met = outcome.reached.map((point) => point.step)
  const entries = [entry(outcome, met)]
  for (const missed of chain.filter((point) => !outcome.reached.includes(point))) {
    const alone = await killedRun(scene, [missed])
    entries.push(entry(alone, alone.reached.length ? [missed.step] : []))
  }
  return entries
}

/** Every point at every seed, every nap at every seed, and for every seed a replay and two offices at once. */
export async function grid(
  town: Town,
  { seeds, runs, atOnce, short, journal = noJournal, told }: GridOptions,
): Promise<Grid> {
  const worker = await buildWorker()
  const payees = town.payees.length
  const tally = new Tally(payees)
  const [kills, stops] = short ? [shortPoints, shortNaps] : [points, naps]
  for (const { step } of kills) tally.expect(step)
  for (const nap of stops) tally.expect(asleep(nap))
  const plays = seeds.flatMap((seed) => {
    const scene: Scene = { town, worker, seed }
    return [
      ...chainsOf(kills, seed, runs).map((chain) => () => killed(scene, chain)),
      ...stops.map((nap) => async () => [entry(await sleptRun(scene, nap), [asleep(nap)])]),
      async () => [entry(await replayedRun(scene), [replayed])],
      async () => [entry(await rivalledRun(scene), [rivalled])],
    ].map((play, index) => ({ name: `${payees} payees, seed ${seed}, run ${index}`, play }))
  })
  let done = 0
  await inLanes(plays, atOnce, async ({ name, play }) => {
    const known = journal.find(name)
    const entries = known ?? (await play())
    if (!known) journal.add(name, entries)
    done += 1
    for (const one of entries) {
      tally.add(one)
      if (isHarmed(one.damage) || !one.finished) told?.(`${name}: ${JSON.stringify(one)}`)
    }
    if (!known) told?.(`${done} of ${plays.length}: ${name}`)
  })
  return { rows: tally.all(), total: tally.total }
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
        : await rivalledRun(scene)
  return outcome.damage
}
