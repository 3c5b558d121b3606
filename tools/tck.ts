import fs from 'node:fs'
import path from 'node:path'
import { levelsAt, runLevel } from './tck/kit.ts'
import { belowFloor, readFloor } from './tck/floor.ts'

const folders = process.argv.slice(2)
if (folders.length === 0 || folders.some((folder) => !fs.existsSync(folder))) {
  console.error(
    'npm run tck -- DIR [DIR…]: folders of the DMN conformance kit, for example ../shared/dmn-tck',
  )
  process.exit(2)
}

const floor = readFloor(path.resolve(import.meta.dirname, 'tck/floor.json'))
let below = false
for (const { level, folder } of folders.flatMap(levelsAt)) {
  const result = runLevel(level, folder)
  for (const { file, id, node, expected, got } of result.failures)
    console.log(`FAILED ${file} ${id} ${node}\n  expected ${expected}\n  got      ${got}`)
  console.log(`${level} ${result.passed}/${result.total}`)
  console.log(`${level} without null expectations ${result.passedWithValue}/${result.totalWithValue}`)
  const fault = belowFloor(result, floor)
  if (fault !== undefined) {
    console.log(fault)
    below = true
  }
}
process.exitCode = below ? 1 : 0
