import { literal, name } from '#definitions/rules/sql/terms.ts'
import type { FactColumn } from '#definitions/rules/sql/statement.ts'
import type { Instant } from '#kernel/time.ts'

/**
 * The record's facts as the relation an auditor's statement reads: one row for each party, one column for each fact it needs, as the record
 * knew them at an instant, or as it knows them now. A fact that nobody stated is null.
 */
export function factsView(columns: readonly FactColumn[], knownAt: Instant | undefined): string {
  const at = knownAt === undefined ? undefined : `timestamptz ${literal(knownAt)}`
  const known =
    at === undefined
      ? 'f.known_until is null'
      : `f.known_from <= ${at} and (f.known_until is null or f.known_until > ${at})`
  const selected = columns.map(({ slot, type }) => {
    const period = slot.year === undefined ? "''" : literal(String(slot.year))
    const stated = `max(f.value #>> '{}') filter (where f.fact = ${literal(slot.fact)} and f.period = ${period})`
    return `cast(${stated} as ${type}) as ${name(slot.key)}`
  })
  return [
    'create temporary view facts as select',
    `  ${['p.owner_id as party_id', ...selected].join(',\n  ')}`,
    `from party.party p left join party.fact f on f.owner_id = p.owner_id and ${known}`,
    ...(at === undefined ? [] : [`where p.founded_at <= ${at}`]),
    'group by p.owner_id;',
  ].join('\n')
}
