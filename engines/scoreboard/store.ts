import { join, type Sql, sql, type Trx } from '#platform/database/sql.ts'
import type { Indicator } from './definition.ts'
import type { SampleEvent } from './model.ts'

type EventSource = Extract<Indicator['from'], { events: unknown }>['events']

const pathOf = (path: string) => path.split('.')

function conditions(source: EventSource): Sql {
  const [kind = '', type = ''] = source.event.split('.')
  const where = Object.entries(source.where ?? {}).map(
    ([path, value]) => sql`data #> ${pathOf(path)}::text[] = ${JSON.stringify(value)}::jsonb`,
  )
  return join([sql`kind = ${kind}`, sql`type = ${type}`, ...where], ' and ')
}
const valueOf = (source: EventSource): Sql =>
  source.value ? sql`(data #>> ${pathOf(source.value)}::text[])::numeric` : sql`1::numeric`

const aggregates: Readonly<Record<EventSource['take'], (value: Sql) => Sql>> = {
  count: () => sql`count(*)`,
  parties: () => sql`count(distinct owner_id)`,
  sum: (value) => sql`sum(${value})`,
  median: (value) => sql`percentile_cont(0.5) within group (order by ${value})`,
  maximum: (value) => sql`max(${value})`,
}

/** One figure over the record itself: the events are the source, not a tally kept beside them. */
export async function figureFromEvents(
  trx: Trx,
  source: EventSource,
): Promise<{ value: number | undefined; sample: number }> {
  const row = await trx.get<{ value: string | null; sample: number }>(sql`
    select ${aggregates[source.take](valueOf(source))}::text as value, count(*)::int as sample
    from platform.event where ${conditions(source)}`)
  return { value: row.sample && row.value !== null ? Number(row.value) : undefined, sample: row.sample }
}

/** The newest events behind a figure, without whose they are. */
export const newestEvents = (trx: Trx, source: EventSource): Promise<SampleEvent[]> =>
  trx
    .rows<{ at: string; event: string; value: string | null }>(sql`
      select at, kind || '.' || type as event, ${source.value ? sql`${valueOf(source)}::text` : sql`null::text`} as value
      from platform.event where ${conditions(source)} order by at desc limit 10`)
    .then((rows) =>
      rows.map(({ value, ...row }) => ({ ...row, ...(value === null ? {} : { value: Number(value) }) })),
    )
