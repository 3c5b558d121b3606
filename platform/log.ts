import { type Logger, pino } from 'pino'

export type Log = Logger

/** One JSON line per event on standard error; request bodies and secrets are never logged. */
export const createLog = (level: string): Log =>
  pino(
    {
      level,
      base: null,
      redact: ['req.headers.cookie', 'req.headers.authorization', 'password'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ fd: 2, sync: false }),
  )
