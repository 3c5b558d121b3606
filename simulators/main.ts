import { parseArgs } from 'node:util'
import { startSimulators, systemNames } from './start.ts'

/**
 * The sandbox as a process of its own, for integrators:
 * `SANDBOX_SECRET=… node --import tsx simulators/main.ts --dir .yishang/sandbox --port 4700`.
 * The bank listens on the port, the others on the ones after it. Prints the addresses as one line of JSON.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '.yishang/sandbox' },
    port: { type: 'string', default: '0' },
    callbacks: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const secret = process.env.SANDBOX_SECRET
const first = Number(values.port)
if (!secret) {
  console.error(
    '请设置环境变量 SANDBOX_SECRET（双方共用的密钥）。\nSet SANDBOX_SECRET, the secret that both sides share.',
  )
  process.exit(2)
}
const simulators = await startSimulators({
  dir: values.dir,
  secret,
  now: () => new Date().toISOString(),
  callbackBase: () => values.callbacks,
  seed: Number(values.seed),
  ports: Object.fromEntries(systemNames.map((name, i) => [name, first === 0 ? 0 : first + i])),
})
console.log(JSON.stringify(simulators.urls))
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void simulators.stop().then(() => process.exit(0)))
