import path from 'node:path'
import type { MigrationSource } from './database/migrate.ts'
import type { Engine } from './engine.ts'

/** The platform's migrations first, then each engine's. */
export const migrationSources = (engines: readonly Engine[]): MigrationSource[] => [
  { name: 'platform', directory: path.join(import.meta.dirname, 'database', 'migrations') },
  ...engines.flatMap((engine) =>
    engine.migrations ? [{ name: engine.name, directory: engine.migrations }] : [],
  ),
]
