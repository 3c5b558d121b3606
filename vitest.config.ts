import { defineConfig } from 'vitest/config'

/**
 * Isolation costs a quarter second per file on two cores; tests are written to share a process instead. More
 * workers than cores, because two thirds of what a test takes is waiting for the database.
 */
export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    maxWorkers: 4,
    include: [
      '{kernel,definitions,platform,engines,processes,simulators,apps,tools,cities,bench}/**/*.test.{ts,tsx}',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['platform/testing/global-setup.ts'],
  },
})
