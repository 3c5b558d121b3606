import { sql, reading } from '#platform/database/sql.ts'
import { systemActor } from '#platform/engine.ts'
import { openBrowser, visitor } from '../e2e/browser.ts'
import { openCity } from '../e2e/city.ts'

const enterprises = 1_000
const changes = 21
const policyId = 'start-up-grant'

/**
 * From the moment a department's changed fact is handed in until the enterprise's open page shows the other verdict: the write, its
 * number in the feed, every policy judged again, the event to the page, the page's own questions, the drawing. In a real browser,
 * over a whole city.
 */
export async function factToPage() {
  const city = await openCity(enterprises)
  const browser = await openBrowser()
  try {
    const partyId = await aStartUp(city.server.system)
    const context = await visitor(browser, 'phone', 'zh')
    const page = await context.newPage()
    await page.goto(`${city.server.url}/publicity`)
    await page.evaluate(async (login) => {
      await fetch('/api/demo/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ login }),
      })
    }, 'company')
    await page.goto(`${city.server.url}/space/policies`)
    const card = page.getByRole('article').filter({ has: page.locator(`a[href="/policies/${policyId}"]`) })
    const claim = card.getByRole('button').first()
    await claim.waitFor()
    const took: number[] = []
    for (let i = 0; i < changes; i++) {
      const meets = i % 2 === 1
      const before = performance.now()
      await tell(city.server.system, partyId, { 'hr.threeMonthEmployees': meets ? 2 : 0 })
      await claim.waitFor({ state: meets ? 'visible' : 'hidden' })
      took.push(performance.now() - before)
    }
    took.sort((a, b) => a - b)
    return { enterprises, changes, medianMs: took[Math.floor(changes / 2)] ?? 0, longestMs: took.at(-1) ?? 0 }
  } finally {
    await browser.close()
    await city.close()
  }
}

type System = Awaited<ReturnType<typeof openCity>>['server']['system']

let told = 0
async function act(system: System, operation: string, input: Record<string, unknown>): Promise<void> {
  const idempotencyKey = `bench-${++told}`
  const actor = systemActor('bench')
  const answer = await system.execute({ engine: 'party', operation, input, actor, idempotencyKey })
  if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
}

const tell = (system: System, partyId: string, facts: Record<string, unknown>) =>
  act(system, 'recordFacts', {
    partyId,
    cause: 'bench',
    facts: Object.entries(facts).map(([fact, value]) => ({
      fact,
      value,
      on: '2026-01-31',
      source: 'human-resources',
    })),
  })

/** One enterprise that the company's seat acts for, and of which everything is known that the benefit asks. */
async function aStartUp(system: System): Promise<string> {
  const { partyId } = await reading(system.pool, 'all', (trx) =>
    trx.get<{ partyId: string }>(sql`
      select owner_id as "partyId" from party.fact where fact = 'ent.basicAccount' and known_until is null
      order by owner_id limit 1`),
  )
  await act(system, 'grantMandate', { partyId, login: 'company', role: 'representative' })
  await tell(system, partyId, {
    'hr.founderGroup': 'veteran',
    'hr.threeMonthEmployees': 2,
    'credit.abnormalList': false,
    'credit.seriousList': false,
    'benefit.received': [],
  })
  return partyId
}
