import { addMonths, type Day } from '#kernel/time.ts'
import { reading, sql } from '#platform/database/sql.ts'
import { systemActor } from '#platform/engine.ts'
import type { System } from '#platform/system.ts'

/** Where facts come from that are there for the demonstration: shown as such beside each of them. */
export const demonstrationSource = 'demonstration'

/**
 * What is said of the lent enterprise, so that its page has something of each kind: a start-up of graduates that rents, with staff too new for one
 * of the subsidies. What the synthetic city says of it otherwise stays.
 */
const facts: Readonly<Record<string, string | number | boolean | readonly never[]>> = {
  'hr.founderGroup': 'student-or-graduate',
  'hr.threeMonthEmployees': 12,
  // Nobody has been there for six months: one subsidy is missed by one person.
  'hr.sixMonthEmployees': 0,
  'hr.rentYears': 2,
  'credit.abnormalList': false,
  'credit.seriousList': false,
  'benefit.received': [],
}

/**
 * Lets a seat act for an invented enterprise of some size, young and with an account where there is one, and says what its page is to show.
 * Nothing where there is none.
 */
export async function lendEnterprise(system: System, login: string): Promise<string | undefined> {
  const { today } = system.moment()
  const partyId = await youngEnterprise(system, today)
  if (!partyId) return undefined
  const actor = systemActor('demonstration')
  await system.execute({
    engine: 'party',
    operation: 'grantMandate',
    input: { partyId, login, role: 'representative' },
    actor,
    idempotencyKey: 'demonstration-company',
  })
  const told = Object.entries(facts).map(([fact, value]) => ({
    fact,
    value,
    on: today,
    source: demonstrationSource,
  }))
  await system.execute({
    engine: 'party',
    operation: 'recordFacts',
    input: { partyId, facts: told, cause: 'demonstration' },
    actor,
    idempotencyKey: 'demonstration-company-facts',
  })
  return partyId
}

const youngEnterprise = (system: System, today: Day): Promise<string | undefined> =>
  reading(system.pool, 'all', async (trx) => {
    const found = await trx.find<{ partyId: string }>(sql`
      select p.owner_id as "partyId" from party.party p join party.fact f using (owner_id)
      where f.fact = 'hr.insured' and f.known_until is null and (f.value #>> '{}')::numeric between 30 and 200
      order by p.registered_on between ${addMonths(today, -34)}::date and ${addMonths(today, -7)}::date desc nulls last,
        exists (select 1 from party.fact a where a.owner_id = p.owner_id and a.fact = 'ent.basicAccount') desc,
        p.credit_code limit 1`)
    return found?.partyId
  })
