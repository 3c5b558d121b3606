import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { referencePages } from './pages.ts'

test('the reference in docs/ is what the source says (else: npm run docs)', async () => {
  const place = path.resolve(import.meta.dirname, '../../docs/reference')
  const stale: string[] = []
  for (const [name, text] of await referencePages()) {
    const file = path.join(place, name)
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) stale.push(name)
  }
  expect(stale).toEqual([])
})
