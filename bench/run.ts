import { stopTestServer } from '#platform/testing/database.ts'
import { draftEffect } from './draft-effect.ts'
import { factToPage } from './fact-to-page.ts'
import { oneCompany } from './one-company.ts'
import { measureOne } from './rules/one.ts'
import { openForm } from './open-form.ts'
import { runToBankFile } from './run-to-bank-file.ts'
import { submitACase } from './submit-a-case.ts'

const measurements: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
  'submit-a-case': submitACase,
  'one-company': oneCompany,
  'open-form': openForm,
  'run-to-bank-file': runToBankFile,
  'draft-effect': () => draftEffect(),
  'fact-to-page': factToPage,
  'one-of-many': async () => ({ ...measureOne(1000) }),
}

const wanted = process.argv.slice(2)
for (const [name, measure] of Object.entries(measurements)) {
  if (wanted.length && !wanted.includes(name)) continue
  const figures = await measure()
  console.log(`\n${name}`)
  for (const [figure, value] of Object.entries(figures))
    console.log(`  ${figure.padEnd(20)} ${Number.isInteger(value) ? value : value.toFixed(2)}`)
}
await stopTestServer('durable')
process.exit(0)
