import fs from 'node:fs'
import path from 'node:path'
import { engineFiles } from './new/engine.ts'

const [what, name = ''] = process.argv.slice(2)
if (what !== 'engine' || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
  console.error('npm run new -- engine <name>      (name: lower case English words joined by hyphens)')
  process.exit(2)
}
const folder = path.resolve(import.meta.dirname, '../engines', name)
if (fs.existsSync(folder)) {
  console.error(`engines/${name} exists already`)
  process.exit(1)
}
for (const [file, text] of engineFiles(name)) {
  const target = path.join(folder, file)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.writeFileSync(target, text)
}
console.log(`engines/${name} is written. Add its line to engines/registry.ts, then: npm run check`)
