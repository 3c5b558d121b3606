import { stopTestServer } from '#platform/testing/database.ts'
import { addDamage, isHarmed, unharmed } from './audit.ts'
import { controls, type Grid, grid, type Row } from './grid.ts'

/**
 * `npm run crash`: workers killed at every named point of a run and stopped until others did their work, over real processes, a
 * real database and a bank over HTTP. `--short` is what CI runs. Three walls are taken away in turn, and each must show.
 */
const short = process.argv.includes('--short')
const numberOf = (name: string, usual: number) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const started = performance.now()
const told = (line: string) =>
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`)

const show = ({ name, payees, times, unfinished, damage }: Row) =>
  `${name.padEnd(58)} ${String(payees).padStart(6)} ${String(times).padStart(5)} ${String(unfinished).padStart(6)} ${[damage.twice, damage.lost, damage.wrong, damage.overBudget].map((n) => String(n).padStart(6)).join('')}`

const atOnce = numberOf('at-once', 2)
const grids: Grid[] = [
  await grid({
    payees: numberOf('payees', short ? 12 : 200),
    seeds: seeds(numberOf('seeds', short ? 1 : 20)),
    runs: short ? 5 : 8,
    atOnce,
    told,
  }),
]
if (!short) grids.push(await grid({ payees: numberOf('large', 2_000), seeds: [1], runs: 8, atOnce, told }))

console.log(`${'where the worker ended or stopped'.padEnd(58)} payees times  open   twice  lost wrong  over`)
for (const { rows } of grids) for (const row of rows) console.log(show(row))

let sound = true
console.log('\nwithout one wall:')
for (const [wall, damage] of await controls(12)) {
  const red = isHarmed(damage)
  sound &&= red
  console.log(
    `  no ${wall.padEnd(16)} ${red ? 'red, as it must be' : 'GREEN: the grid is blind to it'}  ${JSON.stringify(damage)}`,
  )
}
const total = grids.reduce((sum, one) => addDamage(sum, one.total), unharmed)
const rows = grids.flatMap((one) => one.rows)
const missed = rows.filter((row) => row.times === 0 || row.unfinished > 0)
for (const row of missed) console.log(`not met or not finished: ${row.name}`)
await stopTestServer('quick')
console.log(
  `paid twice ${total.twice}, lost ${total.lost}, wrong ${total.wrong}, over budget ${total.overBudget}`,
)
process.exit(sound && missed.length === 0 && !isHarmed(total) ? 0 : 1)
