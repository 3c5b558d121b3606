import type { City } from '#definitions/city/city.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { dictionaryOf } from '#definitions/rules/dictionary.ts'
import { dialects } from '#definitions/rules/sql/dialect.ts'
import { policyStatement } from '#definitions/rules/sql/statement.ts'
import { factsView } from '#engines/party/facts-view.ts'
import { ruleOf } from '#engines/policy/rule-of.ts'
import { type Day, type Instant, within } from '#kernel/time.ts'
import { policiesOf } from './match.ts'

export interface AuditQuestion {
  readonly policyId: string
  readonly on: Day
  readonly dialect: keyof typeof dialects
  readonly knownAt?: Instant | undefined
}

export interface AuditStatement {
  readonly policyId: string
  readonly version: number
  readonly ruleHash: string
  /** what the relation `facts` holds beside `party_id` */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** makes `facts` from the record; PostgreSQL only */
  readonly view?: string | undefined
  readonly statement: string
}

/** The statement by which somebody else re-derives a policy's list. `no-policy`: none in force that day. */
export function auditStatement(
  city: City,
  { policyId, on, dialect, knownAt }: AuditQuestion,
): AuditStatement | { refused: 'no-policy' | 'too-wide' } {
  const compiled = policiesOf(city).find(({ policy }) => policy.id === policyId && within(policy.inForce, on))
  if (compiled === undefined) return { refused: 'no-policy' }
  const made = policyStatement(ruleOf(compiled), dictionaryOf(city.list(factKind)), on, dialects[dialect])
  if ('refused' in made) return made
  return {
    policyId,
    version: compiled.policy.version,
    ruleHash: compiled.ruleHash,
    columns: made.columns.map(({ slot, type }) => ({ name: slot.key, type })),
    view: dialect === 'postgres' ? factsView(made.columns, knownAt) : undefined,
    statement: `${made.sql};`,
  }
}

/** The statement with what a reader must know about it, as a file that the database reads as it stands. */
export function auditFile({ policyId, on }: AuditQuestion, made: AuditStatement): string {
  return [
    `-- ${policyId} v${made.version}, ${on}`,
    `-- rule ${made.ruleHash}`,
    '-- facts: party_id',
    ...made.columns.map(({ name, type }) => `--   "${name}" ${type}`),
    ...(made.view === undefined ? [] : [made.view]),
    made.statement,
  ].join('\n')
}
