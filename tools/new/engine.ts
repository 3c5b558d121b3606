/** The files of a new engine: small, whole, and passing every check from the first minute. */
export function engineFiles(name: string): ReadonlyMap<string, string> {
  const pascal = name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
  const camel = pascal[0]?.toLowerCase() + pascal.slice(1)
  return new Map([
    ['README.md', readme(name)],
    [
      'contract.ts',
      `import { z } from 'zod'
import { read } from '#kernel/contract.ts'

export const ${camel}Contract = {
  describe: read({
    path: '/${name}',
    permission: 'public',
    summary: 'Say what this engine keeps',
    input: z.object({}),
    output: z.object({ records: z.number().int() }),
    receipt: 'none',
  }),
}
`,
    ],
    [
      'index.ts',
      `import path from 'node:path'
import { defineEngine } from '#platform/engine.ts'
import { ${camel}Contract } from './contract.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }
import { countRecords } from './store.ts'

export const ${camel}Engine = defineEngine({
  name: '${name}',
  contract: ${camel}Contract,
  streams: [],
  rules: {},
  queries: { describe: async (trx) => ({ records: await countRecords(trx) }) },
  messages: { zh, en },
  migrations: path.join(import.meta.dirname, 'migrations'),
})
`,
    ],
    [
      'store.ts',
      `import { sql, type Trx } from '#platform/database/sql.ts'

export const countRecords = async (trx: Trx): Promise<number> =>
  (await trx.get<{ n: number }>(sql\`select count(*)::int as n from ${name.replace(/-/g, '_')}.record\`)).n
`,
    ],
    [
      'migrations/0001-create-records.sql',
      `create schema ${name.replace(/-/g, '_')};

create table ${name.replace(/-/g, '_')}.record (
  owner_id uuid not null,
  record_id uuid not null,
  primary key (owner_id, record_id)
);
`,
    ],
    ['messages/zh.json', '{\n  "refusals": {}\n}\n'],
    ['messages/en.json', '{\n  "refusals": {}\n}\n'],
    [
      'fixtures.ts',
      `import type { Fixtures } from '#platform/testing/fixtures.ts'
import type { ${camel}Contract } from './contract.ts'

export const ${camel}Fixtures: Fixtures<typeof ${camel}Contract> = {
  describe: { success: async () => ({ input: {} }) },
}
`,
    ],
  ])
}

const readme = (name: string) => `# ${name}

## Purpose
One sentence: what people get from it.

## Terms
| English | 中文 | law |
|---|---|---|

## Lifecycle
| state | 中文 | begins with | ends with |
|---|---|---|---|

## Time
Which limits it keeps, and what stops their clocks.

## Invariants
- What always holds.

## Refusals
See \`contract.ts\`; words in \`messages/\`.

## Boundaries
What it never owns.
`
