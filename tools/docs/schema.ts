import pg from 'pg'

/** The database's shape as text, from its own catalog: a review of a migration sees what it did. */
export async function schemaText(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{
      name: string
      columns: string[]
      keys: string[] | null
      policies: string[] | null
    }>(`
      select n.nspname || '.' || c.relname as name,
        (select array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select array_agg(line order by line) from (
          select pg_get_constraintdef(k.oid) as line from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
          union all
          select pg_get_indexdef(x.indexrelid) from pg_index x where x.indrelid = c.oid
            and not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid)) all_keys) as keys,
        (select array_agg('policy ' || p.polname order by p.polname) from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and n.nspname not like 'graphile%'
      order by 1`)
    const tables = rows.map(({ name, columns, keys, policies }) =>
      [`table ${name}`, ...columns, ...(keys ?? []), ...(policies ?? [])].join('\n  '),
    )
    return `-- Written by \`npm run docs\` from a migrated database.\n\n${tables.join('\n\n')}\n`
  } finally {
    await client.end()
  }
}
