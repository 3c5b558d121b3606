import { stopTestServer } from './database.ts'

/** Vitest's global setup: the database server that test files share is started by the first and stopped after the last. */
export const setup = (): void => undefined
export const teardown = (): Promise<void> => stopTestServer('quick')
