import { defineConfig } from 'vitest/config'
import { LongestFirst } from './platform/testing/longest-first.ts'

/**
 * Isolation costs a quarter second per file on two cores; tests are written to share a process instead. One worker more than cores: an
 * integration test waits for its database half of the time. Each loads the whole house for itself, so that more would take longer.
 */
export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    include: [
      '{kernel,definitions,platform,engines,processes,simulators,apps,tools,cities,bench}/**/*.test.{ts,tsx}',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['platform/testing/global-setup.ts'],
  },
})
