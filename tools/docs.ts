import fs from 'node:fs'
import path from 'node:path'
import { stopTestServer } from '#platform/testing/database.ts'
import { referencePages } from './docs/pages.ts'

const place = path.resolve(import.meta.dirname, '../docs/reference')
for (const [name, text] of await referencePages()) {
  const file = path.join(place, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  console.log(path.relative(process.cwd(), file))
}
await stopTestServer('quick')
