import { sizes, tidy } from './run.ts'

const { findings, sources } = await tidy()
for (const finding of findings)
  console.error(`${finding.path}:${finding.line} ${finding.rule}: ${finding.message}`)
console.log(sizes(sources))
console.log(findings.length ? `tidy: ${findings.length} findings` : 'tidy: nothing to mend')
process.exitCode = findings.length ? 1 : 0
