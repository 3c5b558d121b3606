import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Journeys in a real browser, one after the other: two cores are enough for one browser and one city. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    include: ['e2e/**/*.e2e.ts'],
    pool: 'threads',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: [path.join(import.meta.dirname, 'build-web.ts')],
  },
})
