import { createHttp } from '../http/server.ts'
import { createLog } from '../log.ts'
import { serviceHandlers } from '../service-handlers.ts'
import { platformServices } from '../services.ts'
import type { System } from '../system.ts'

type Demo = Parameters<typeof serviceHandlers>[0]['demo']

/** A test's system over HTTP, not listening yet; with accounts to change between where `demo` names them. */
export const testHttp = (system: System, demo?: Demo): ReturnType<typeof createHttp> =>
  createHttp({
    registry: system.registry,
    execute: system.execute,
    query: system.query,
    services: platformServices,
    handlers: serviceHandlers({ system, demo, newcomerRole: 'newcomer' }),
    actorOf: (token) => {
      const { now, today } = system.moment()
      return system.accounts.actorOf(token, now, today)
    },
    messages: (engine) => system.registry.engine(engine).messages,
    log: createLog(process.env['YISHANG_TEST_LOG'] ?? 'silent'),
    secureCookies: false,
  })
