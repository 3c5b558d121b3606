import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { treasury } from '#apps/server/populate.ts'
import { policyKind } from '#engines/policy/definition.ts'
import { reading, sql } from '#platform/database/sql.ts'
import { openBrowser, type PageLanguage, type Screen } from './browser.ts'
import { type City, openCity } from './city.ts'
import { payClaims } from './journey/run.ts'
import { passHours, sceneOf, sitDown } from './journey/seat.ts'
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
  let bookId = ''
  let run = ''
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
    const { accountNumber: bankAccount, name: accountName } = treasury
    bookId = await act('ledger.openBook', { ...fund, bankAccount, accountName })
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
    run = paid.address
    for (const tab of ['candidates', 'objections', 'payments', 'corrections', 'fallouts', 'disclosed'])
      await seen(office, `${run}?tab=${tab}`, `${policyId}-run-${tab}`)
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

  it.runIf(view.act === 'claim.promise')(
    'is asked back where its promise was untrue, until the money has come in and the entry in the record has ended',
    async () => {
      const { page, say } = office
      const because = async (open: string, words: string) => {
        await page
          .getByRole('button', { name: say(open) })
          .first()
          .click()
        const asked = page.getByRole('dialog')
        await asked.getByRole('textbox').last().fill(words)
        await asked.locator('.ant-modal-footer .ant-btn').last().click()
        await asked.waitFor({ state: 'hidden' })
      }
      await sitDown(office, 'policy', '/workbench/policies?tab=claims&state=granted')
      await page.getByText(company).first().waitFor()
      await because('work:runs.claims.broken', '现场核查，场地为自有')
      await sitDown(mine, 'company', '/space/policies')
      await mine.page.getByText(mine.say('policy:repair.entered')).first().waitFor()
      await sitDown(office, 'approver', `${run}?tab=corrections`)
      await page.getByText(company).first().waitFor()
      await because('work:corrections.decide', '承诺不实，应予退回')
      await page.getByText(say('ledger:repayments.due')).first().waitFor()
      await office.look(`${policyId}-corrections`)
      await everyView('/space/policies', 'asked-back', 'policy:repayment.account')
      await transfer(6_000_00)
      await sitDown(office, 'finance', `/workbench/books/${bookId}/statements`)
      await office.press('work:statements.ask')
      await page.locator(`a[href*="/books/${bookId}/statements/"]`).first().click()
      await page.getByText(say('work:repayments.isRecorded')).first().waitFor()
      await office.look(`${policyId}-statement`)
      await office.go(`/workbench/books/${bookId}/repayments`)
      await page.getByRole('button', { name: say('work:repayments.record') }).click()
      const asked = page.getByRole('dialog')
      await asked.getByLabel(say('work:statements.cells.bankReference')).fill('IN-BY-HAND')
      await asked.getByRole('button', { name: say('work:repayments.record') }).click()
      await page.getByText(say('ledger:repayments.repaid')).first().waitFor()
      await office.look(`${policyId}-repayments`)
      await seen(office, '/workbench/books', `${policyId}-books`)
      for (const part of ['files', 'statements'])
        await seen(office, `/workbench/books/${bookId}/${part}`, `${policyId}-books-${part}`)
      await seen(office, '/workbench/books/fees', `${policyId}-books-fees`)
      await office.go(`/workbench/books/${bookId}`)
      await page.getByText(say('work:repayments.cameBack')).first().waitFor()
      await office.look(`${policyId}-book`)
      await mine.go('/space/policies')
      await mine.press('policy:repair.act')
      const asking = mine.page.getByRole('dialog')
      await asking.getByRole('textbox').fill('已退清，另租了经营场地')
      await asking.getByRole('button', { name: mine.say('policy:repair.send') }).click()
      await mine.page.getByText(mine.say('policy:repair.asked')).first().waitFor()
      await everyView('/space/policies', 'repaid', 'policy:repair.asked')
      await sitDown(office, 'approver', '/workbench/overdue')
      await page.getByText(say('work:overdue.none')).waitFor()
      await office.look(`${policyId}-overdue`)
      await sitDown(office, 'approver', '/workbench/policies?tab=claims&state=repair')
      await page.getByText(company).first().waitFor()
      await office.look(`${policyId}-repairs`)
      await because('work:runs.claims.repair', '核实已退清并整改')
      await mine.go('/space/policies')
      await mine.page.getByText(mine.say('policy:repair.granted')).first().waitFor()
      expect(await mine.page.getByText(mine.say('policy:repair.entered')).count()).toBe(0)
    },
  )
})

/** A page of the workbench once nothing of it is coming any more. */
async function seen(office: Walker, path: string, name: string): Promise<void> {
  await office.go(path)
  await office.page.waitForLoadState('networkidle')
  await office.look(name)
}

/** A page of the company once it says what it must; where pictures are kept, on both screens and in both languages. */
async function everyView(path: string, name: string, key: string): Promise<void> {
  const kept = process.env['YISHANG_PICTURES'] !== undefined
  for (const screen of kept ? (['phone', 'desktop'] as const) : (['phone'] as const))
    for (const language of kept ? (['zh', 'en'] as const) : (['zh'] as const)) {
      const walker = await openWalker(browser, city, screen, language, 'owing')
      await sitDown(walker, 'company', path)
      await walker.page.getByText(walker.say(key)).first().waitFor()
      await walker.look(name)
      await walker.close()
    }
}

/** The company sends money back from its own account, under the number it was told; some time passes. */
async function transfer(amountFen: number): Promise<void> {
  const { pool, outside } = city.server.system
  const { account, number } = await reading(pool, 'all', (trx) =>
    trx.get<{ account: string; number: string }>(sql`
      select f.value #>> '{}' as account, r.number from ledger.repayment r join party.fact f on f.owner_id = r.party_id
      where f.fact = 'ent.basicAccount' and f.known_until is null and r.state = 'open' limit 1`),
  )
  const sent = {
    transferId: 'back',
    fromAccount: account,
    toAccount: treasury.accountNumber,
    toName: treasury.name,
  }
  const body = { ...sent, amountFen, remark: number }
  const answer = await outside.call({
    system: 'bank',
    method: 'POST',
    path: '/transfers',
    body,
    idempotencyKey: 'back',
  })
  expect(answer.kind).toBe('answered')
  const clock = await openWalker(browser, city, 'desktop', 'zh', 'clock')
  await sitDown(clock, 'company', '/space/policies')
  await passHours(clock, city, 1)
  await clock.close()
  const look = async () => {
    const seen = await outside.call({ system: 'bank', method: 'GET', path: `/payments/${account}:back` })
    return seen.kind === 'answered' ? (seen.body as { state: string }).state : seen.kind
  }
  await expect.poll(look, { timeout: 20_000 }).toBe('settled')
}

const policyTitle = (policyId: string, language: PageLanguage): RegExp => {
  const title = city.server.system
    .moment()
    .definitions.list(policyKind)
    .find(({ id }) => id === policyId)?.title[language]
  return new RegExp(title ?? 'no such policy')
}
