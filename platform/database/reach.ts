import type { Reach } from '#kernel/actor.ts'
import { type Sql, empty, join, sql } from './sql.ts'

/** The columns by which a table's rows are scoped; a fragment each, so that aliases are the caller's. */
export interface ScopeColumns {
  readonly owner: Sql
  readonly department?: Sql
  readonly district?: Sql
}

/** A condition that holds for the rows within reach. Starts with `and`, empty when everything is. */
export function withinReach(reach: Reach, columns: ScopeColumns): Sql {
  switch (reach.kind) {
    case 'all':
      return empty
    case 'none':
      return sql` and false`
    case 'own':
      return sql` and ${columns.owner} = any(${[...reach.partyIds]}::uuid[])`
    case 'jurisdiction': {
      const offices = reach.offices.map((office) => {
        const conditions: Sql[] = [sql`true`]
        if (columns.department && office.department)
          conditions.push(sql`${columns.department} = ${office.department}`)
        if (columns.district && office.district)
          conditions.push(sql`(${columns.district} is null or ${columns.district} = ${office.district})`)
        return sql`(${join(conditions, ' and ')})`
      })
      return sql` and (${columns.owner} = any(${[...reach.partyIds]}::uuid[]) or ${join(offices, ' or ')})`
    }
  }
}
