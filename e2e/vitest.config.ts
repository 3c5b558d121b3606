import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from '../platform/testing/longest-first.ts'

/**
 * Journeys in a real browser, three at a time on two cores: each file has a browser and a city of its own, and half of a journey is waiting.
 * The house itself, and the files of a city once read, are shared by the journeys of one worker.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['e2e/**/*.e2e.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: [
      path.join(import.meta.dirname, 'prepare.ts'),
      // Towns of some journeys are databases of the test server: one for all files, gone when the last is through.
      path.join(import.meta.dirname, '../platform/testing/global-setup.ts'),
    ],
  },
})
