import { startTestServer, stopTestServer } from './database.ts'

/** Vitest's global setup: one database server for all test files and workers of a run, so that no two start it at once. */
export const setup = (): Promise<void> => startTestServer('quick')
export const teardown = (): Promise<void> => stopTestServer('quick')
