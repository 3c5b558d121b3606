import { z } from 'zod'
import { allChecks } from '../checks.ts'
import { defineCommand } from '../command.ts'
import { cityFlag, configFor, homeFlag } from '../places.ts'

export const doctor = defineCommand({
  path: ['doctor'],
  summary: { zh: '检查运行环境', en: 'Check what the platform needs to run' },
  flags: [homeFlag, cityFlag],
  input: z.object({ home: z.string().optional(), city: z.string().optional() }),
  run: async (session, where) => {
    const checks = await allChecks(configFor(where))
    for (const { ok, id, found, remedy } of checks) {
      session.line(`${ok ? '✓' : '✗'} ${id.padEnd(12)} ${found[session.language]}`)
      if (remedy) session.line(`  ${' '.repeat(12)} ${remedy[session.language]}`)
    }
    const ok = checks.every((one) => one.ok)
    return { exit: ok ? 0 : 1, value: { ok, checks } }
  },
})
