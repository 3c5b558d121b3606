import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { treasury } from '#apps/server/populate.ts'
import { policyKind } from '#engines/policy/definition.ts'
import { reading, sql } from '#platform/database/sql.ts'
import { openBrowser, type PageLanguage, type Screen } from './browser.ts'
import { type City, openCity } from './city.ts'
import { payClaims } from './journey/run.ts'
import { sceneOf, sitDown } from './journey/seat.ts'
import { openWalker, type Walker } from './journey/walker.ts'

/** Two benefits that are claimed, each from the company's page to the money: with one click, and on a signed promise. */

const enterprises = 12

let city: City
let browser: Browser
let company = ''
const act = sceneOf(() => city, 'claims')
beforeAll(async () => {
  city = await openCity(enterprises)
  browser = await openBrowser()
  company = await knownStartUp()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

/** One enterprise with an account at the bank has just started up, as departments know it, and the company's seat acts for it. */
async function knownStartUp(): Promise<string> {
  const { pool } = city.server.system
  const party = await reading(pool, 'all', (trx) =>
    trx.get<{ partyId: string; name: string }>(sql`
      select p.owner_id as "partyId", p.name from party.party p join party.fact f using (owner_id)
      where f.fact = 'ent.basicAccount' and f.known_until is null order by p.owner_id limit 1`),
  )
  await act('party.grantMandate', { partyId: party.partyId, login: 'company', role: 'representative' })
  const facts = Object.entries({
    'hr.founderGroup': 'veteran',
    'hr.threeMonthEmployees': 2,
    'hr.rentYears': 2,
    'credit.abnormalList': false,
    'credit.seriousList': false,
    'benefit.received': [],
  }).map(([fact, value]) => ({ fact, value, on: '2026-01-31', source: 'human-resources' }))
  await act('party.recordFacts', { partyId: party.partyId, facts, cause: 'journey' })
  return party.name
}

interface View {
  readonly screen: Screen
  readonly language: PageLanguage
  readonly policyId: string
  readonly act: 'claim.act' | 'claim.promise'
  readonly sum: RegExp
}
const views: readonly View[] = [
  { screen: 'phone', language: 'zh', policyId: 'start-up-grant', act: 'claim.act', sum: /1 万|10,000/ },
  {
    screen: 'desktop',
    language: 'en',
    policyId: 'start-up-rent-subsidy',
    act: 'claim.promise',
    sum: /12,000/,
  },
]

describe.each(views)('$policyId on a $screen in $language', (view) => {
  const { screen, language, policyId, sum } = view
  let mine: Walker
  let office: Walker
  beforeAll(async () => {
    mine = await openWalker(browser, city, screen, language, 'claimant')
    office = await openWalker(browser, city, 'desktop', language, 'claims-office')
  })
  afterAll(async () => {
    await mine?.close()
    await office?.close()
  })

  const card = () =>
    mine.page.getByRole('article').filter({ has: mine.page.locator(`a[href="/policies/${policyId}"]`) })

  it('is claimed by whoever meets the conditions, and the page says who has it and until when', async () => {
    const { page, say, look } = mine
    await sitDown(mine, 'company', '/space/policies')
    await card()
      .getByRole('button', { name: say(`policy:${view.act}`) })
      .click()
    const asked = page.getByRole('dialog')
    await asked.getByText(sum).waitFor()
    for (const box of await asked.locator('input[type=checkbox]').all()) await box.check()
    await look(`${policyId}-asked`)
    await asked.getByRole('button', { name: say(`policy:${view.act}`) }).click()
    await asked.waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: say('policy:claim.title') }).waitFor()
    await card().first().getByText(say('policy:claim.state.open')).waitFor()
    expect(await card().first().locator('time').count()).toBeGreaterThan(1)
  })

  it('is paid by a run of those who claimed, after publicity and a second person', async () => {
    const { page, look } = office
    const fund = { title: `就业资金 ${policyId}`, fund: policyId, period: '2026', budgetFen: 10_000_000_00 }
    await act('ledger.openBook', { ...fund, bankAccount: treasury.accountNumber })
    await sitDown(office, 'policy', '/workbench/policies?tab=claims')
    await page.getByText(company).first().waitFor()
    await look(`${policyId}-claims`)
    const paid = await payClaims(office, {
      city,
      search: language === 'zh' ? '创业' : 'start',
      title: policyTitle(policyId, language),
      book: fund.title,
      listed: company,
      approverSits: () => sitDown(office, 'approver'),
    })
    expect(paid).toMatchObject({ state: 'finished', payments: [{ state: 'settled', count: 1 }] })
  })

  it('is seen as paid by who claimed it, and by everybody in the list of what was paid', async () => {
    const { page, say, look } = mine
    await sitDown(mine, 'company', '/space/policies')
    await card().first().getByText(say('policy:grantState.settled')).waitFor()
    await look(`${policyId}-paid`)
    await mine.go('/disclosures')
    await page.getByText(company).first().waitFor()
    expect(await page.getByText(sum).count()).toBeGreaterThan(0)
  })
})

const policyTitle = (policyId: string, language: PageLanguage): RegExp => {
  const title = city.server.system
    .moment()
    .definitions.list(policyKind)
    .find(({ id }) => id === policyId)?.title[language]
  return new RegExp(title ?? 'no such policy')
}
