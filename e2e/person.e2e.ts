import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { treasury } from '#apps/server/populate.ts'
import { hashPassword } from '#platform/auth/password.ts'
import { openBrowser } from './browser.ts'
import { type City, openCity } from './city.ts'
import { answerAll } from './form.ts'
import { payClaims } from './journey/run.ts'
import { sceneOf, signIn, sitDown } from './journey/seat.ts'
import { openWalker, type Walker } from './journey/walker.ts'

/** A benefit that goes to a person: she sees what she gets, applies, an officer decides and runs it, and the money arrives. */

const policyId = 're-employment-unemployment-benefit'
const password = 'a long password'
const account = '6222029999000000017'

let city: City
let browser: Browser
let she: Walker
let office: Walker
const act = sceneOf(() => city, 'person')
beforeAll(async () => {
  // Two invented enterprises, so that the treasury has its account at the bank.
  city = await openCity(2)
  browser = await openBrowser()
  const { accounts, clock } = city.server.system
  const hashed = await hashPassword(password)
  const seats = { 'benefits-officer': 'policy-officer', 'benefits-approver': 'policy-approver' }
  for (const [login, role] of Object.entries(seats))
    await accounts.create(
      { login, name: login, password: hashed, roles: [{ role, department: 'social-insurance' }] },
      clock.now(),
    )
  she = await openWalker(browser, city, 'phone', 'zh', 'person')
  office = await openWalker(browser, city, 'desktop', 'en', 'person-office')
})
afterAll(async () => {
  await she?.close()
  await office?.close()
  await browser?.close()
  await city?.close()
})

/** What departments know of her, and an account at the bank in her own name. */
async function known(partyId: string, name: string): Promise<void> {
  const body = { accounts: [{ accountNumber: account, name, openingFen: 0 }] }
  await city.server.system.outside.call({
    system: 'bank',
    method: 'POST',
    path: '/accounts',
    body,
    idempotencyKey: 'her-account',
    timeoutMs: 10_000,
  })
  const facts = Object.entries({
    'person.unemploymentMonthsLeft': 5,
    'person.newContractMonths': 24,
    'person.newInsuredMonths': 3,
    'pub.minimumWage': 2_000_00,
    'credit.seriousList': false,
    'ent.basicAccount': account,
  }).map(([fact, value]) => ({ fact, value, on: '2026-01-31', source: 'social-insurance' }))
  await act('party.recordFacts', { partyId, facts, cause: 'journey' })
}

it('a person sees what she gets, and applies for it', async () => {
  const { page, say, go, press, look } = she
  await sitDown(she, 'founder', '/space')
  await press('app:company.asPerson')
  await page.getByRole('button', { name: say('app:company.asPerson') }).waitFor({ state: 'detached' })
  const mine = await page.evaluate(async () => (await fetch('/api/my/parties')).json())
  const [person] = (mine as { items: { partyId: string; name: string; person: boolean }[] }).items
  expect(person?.person).toBe(true)
  await known(person?.partyId ?? '', person?.name ?? '')
  await go('/space/policies')
  const card = page.getByRole('article').filter({ has: page.locator(`a[href="/policies/${policyId}"]`) })
  await card.getByText(/5,400/).first().waitFor()
  await look('gets')
  await card.getByRole('button', { name: say('policy:claim.apply') }).click()
  await page.waitForURL(/space\/open/)
  await page.locator('#field-new-employer').waitFor()
  await answerAll(page, say('app:act.continue'), ({ name }) =>
    name === 'new-employer' ? '广州示例科技有限公司' : name === 'new-contract-months' ? '24' : undefined,
  )
  await page.getByRole('button', { name: say('casework:check.submit') }).waitFor()
  for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
  await press('casework:check.submit')
  await page.getByRole('button', { name: say('casework:check.submit') }).waitFor({ state: 'detached' })
  await look('applied')
})

it('an officer grants it and runs the policy; a second person approves, and it is paid', async () => {
  const { page, say, go, press } = office
  await act('ledger.openBook', {
    title: '再就业待遇',
    fund: policyId,
    period: '2026',
    budgetFen: 10_000_000_00,
    bankAccount: treasury.accountNumber,
  })
  await signIn(office, 'benefits-officer', password)
  await go('/workbench/queue')
  await page.getByText('陈晓雯').first().click()
  await press('work:case.act.claim')
  await page.getByRole('button', { name: say('work:case.act.grant') }).waitFor()
  await page.getByRole('button', { name: say('work:case.act.grant') }).click()
  const asked = page.getByRole('dialog', { name: say('work:case.act.grant') })
  await press('work:case.decide.grant')
  await asked.waitFor({ state: 'hidden' })
  const paid = await payClaims(office, {
    city,
    search: 'unemployment',
    title: /Half of the unemployment/,
    book: '再就业待遇',
    approverSits: () => signIn(office, 'benefits-approver', password),
  })
  expect(paid).toMatchObject({
    state: 'finished',
    payments: [{ state: 'settled', count: 1, amountFen: 540_000 }],
  })
  await office.look('paid')
})

it('she reads that it has arrived, and the public reads her name shortened', async () => {
  const { page, say, go, look } = she
  await go('/space/policies')
  await page.getByText(say('policy:grantState.settled')).first().waitFor()
  await look('arrived')
  await go('/disclosures')
  await page.getByText('陈*雯').first().waitFor()
  expect(await page.locator('main').getByText('陈晓雯').count()).toBe(0)
})
