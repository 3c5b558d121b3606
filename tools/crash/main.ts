import path from 'node:path'
import { stopTestServer } from '#platform/testing/database.ts'
import { addDamage, isHarmed, unharmed } from './audit.ts'
import { control, type Grid, grid, type Row } from './grid.ts'
import { openJournal } from './journal.ts'
import { walls } from './machine.ts'
import { inTown } from './town.ts'

/**
 * `npm run crash`: workers killed at every named point of a run and stopped until others did their work, over real processes, a
 * real database and a bank over HTTP. `--short` is what tests run. Three walls are taken away in turn, and each must show.
 */
const has = (name: string) => process.argv.includes(`--${name}`)
const short = has('short')
const numberOf = (name: string, usual: number) =>
  Number(process.argv.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? usual)
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const started = performance.now()
const told = (line: string) =>
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`)

const show = ({ name, payees, times, unfinished, late, damage }: Row) => {
  const { twice, lost, wrong, overBudget } = damage
  const figures = [payees, times, unfinished, late, twice, lost, wrong, overBudget]
  return name.padEnd(52) + figures.map((one) => String(one).padStart(7)).join('')
}
const heads = ['payees', 'times', 'open', 'late', 'twice', 'lost', 'wrong', 'over']

const file = path.resolve(import.meta.dirname, '../../.yishang/crash/journal.ndjson')
const journal = openJournal(file, has('resume'))
const options = { runs: short ? 5 : 8, atOnce: numberOf('at-once', 2), short, journal, told }
const grids: Grid[] = []
const play = (payees: number, count: number) =>
  inTown(payees, async (town) => {
    grids.push(await grid(town, { ...options, seeds: seeds(count) }))
  })
const usualPayees = short ? 8 : 200
if (numberOf('seeds', 1) > 0) await play(numberOf('payees', usualPayees), numberOf('seeds', short ? 1 : 20))
const large = numberOf('large', short ? 0 : 2_000)
if (large > 0) await play(large, 1)

console.log('where the worker ended or stopped'.padEnd(52) + heads.map((one) => one.padStart(7)).join(''))
for (const { rows } of grids) for (const row of rows) console.log(show(row))

let sound = true
console.log('\nwithout one wall:')
await inTown(usualPayees > 12 ? 12 : usualPayees, async (town) => {
  for (const wall of walls) {
    const damage = await control(town, wall)
    const red = isHarmed(damage)
    sound &&= red
    const word = red ? 'red, as it must be' : 'GREEN: the grid is blind to it'
    console.log(`  no ${wall.padEnd(16)} ${word}  ${JSON.stringify(damage)}`)
  }
})
const total = grids.reduce((sum, one) => addDamage(sum, one.total), unharmed)
const rows = grids.flatMap((one) => one.rows)
const missed = rows.filter((row) => row.times === 0 || row.unfinished > 0)
for (const row of missed) console.log(`not met or not finished: ${row.name}`)
await stopTestServer('quick')
console.log(
  `paid twice ${total.twice}, lost ${total.lost}, wrong ${total.wrong}, over budget ${total.overBudget}`,
)
process.exit(sound && missed.length === 0 && !isHarmed(total) ? 0 : 1)
