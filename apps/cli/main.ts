import { runCli } from './run.ts'

const ran = await runCli(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
})
process.exitCode = ran.exit
// A command that has answered must not wait for idle connections; what it wrote is flushed first.
if (!ran.stays) process.stdout.write('', () => process.exit(ran.exit))
