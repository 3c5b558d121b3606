import fs from 'node:fs'
import path from 'node:path'
import { runLevel, selected } from './tck/kit.ts'
import { belowFloor, readFloor } from './tck/floor.ts'

/** Ends the run because of how it was called. */
function refuse(code: string, zh: string, en: string): never {
  console.error(`${code}: ${zh}\n${code}: ${en}`)
  process.exit(2)
}

const folders = process.argv.slice(2)
if (folders.length === 0)
  refuse(
    'tck-folder-missing',
    'npm run tck -- DIR [DIR…]：请给出 DMN 符合性测试包的目录，例如 ../shared/dmn-tck',
    'npm run tck -- DIR [DIR…]: name folders of the DMN conformance kit, for example ../shared/dmn-tck',
  )
for (const folder of folders)
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    refuse('tck-folder-unknown', `没有这个目录：${folder}`, `no such folder: ${folder}`)

const floor = readFloor(path.resolve(import.meta.dirname, 'tck/floor.json'))
let below = false
let cases = 0
for (const { level, folder } of selected(folders)) {
  const result = runLevel(level, folder)
  cases += result.total
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
if (cases === 0)
  refuse(
    'tck-no-cases',
    `目录中没有测试用例：${folders.join('、')}；请核对目录`,
    `no cases in ${folders.join(', ')}; check the folder`,
  )
process.exitCode = below ? 1 : 0
