import { z } from 'zod'
import { composition } from '#apps/composition.ts'
import { pendingMigrations } from '#platform/database/migrate.ts'
import { defineCommand, done } from '../command.ts'
import { withAdministrator, withDatabase } from '../database.ts'
import { configFor, homeFlag } from '../places.ts'

export const migrateCommand = defineCommand({
  path: ['migrate'],
  summary: { zh: '更新数据库结构', en: 'Bring the database schema up to date' },
  flags: [homeFlag],
  changes: true,
  input: z.object({ home: z.string().optional() }),
  run: async (session, { home }) => {
    const config = configFor({ home })
    const migrations = session.dryRun
      ? await withAdministrator(config, (client) => pendingMigrations(client, composition.migrations))
      : await withDatabase(config, async ({ migrated }) => migrated)
    for (const id of migrations) session.line(`  ${id}`)
    if (session.dryRun)
      session.tell(`待执行 ${migrations.length} 项。`, `${migrations.length} migrations are waiting.`)
    else session.tell(`已执行 ${migrations.length} 项。`, `${migrations.length} migrations were applied.`)
    return done({ dryRun: session.dryRun, migrations })
  },
})
