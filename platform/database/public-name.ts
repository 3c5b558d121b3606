import { type Sql, sql } from './sql.ts'

/**
 * A name as a list for many readers shows it: an organisation's whole; of a person the first and the last sign, what lies between
 * them as stars (张*明), of two signs the first only (张*).
 */
export const publicName = (name: Sql, isPerson: Sql): Sql => sql`case when not ${isPerson} then ${name}
  when char_length(${name}) < 3 then left(${name}, 1) || '*'
  else left(${name}, 1) || repeat('*', char_length(${name}) - 2) || right(${name}, 1) end`
