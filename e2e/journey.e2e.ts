import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { treasury } from '#apps/server/populate.ts'
import { openBrowser, keepPicture, type PageLanguage, type Screen } from './browser.ts'
import { type City, openCity } from './city.ts'
import {
  accountAtBank,
  answerFiling,
  creditCodeOf,
  licenceLink,
  nameAccount,
  password,
} from './journey/founder.ts'
import {
  approveRun,
  grantAsOfficer,
  importFacts,
  openBook,
  publishRun,
  reconcile,
  seeBoard,
} from './journey/offices.ts'
import { openWalker, passWeek, type Walker } from './journey/walker.ts'

/** A few neighbours, so that a run has a city to look through. */
const neighbours = 30

let city: City
let browser: Browser
beforeAll(async () => {
  city = await openCity(neighbours)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

/**
 * One name for each view: a name is given once in a city. `npm test` takes a telephone in Chinese and a desk in English;
 * with `YISHANG_EVERY_VIEW=1` the other two are walked as well.
 */
const views: readonly { screen: Screen; language: PageLanguage; name: string }[] = [
  { screen: 'phone', language: 'zh', name: '晓雨云帆' },
  { screen: 'desktop', language: 'en', name: '青禾启明' },
]
const otherViews: typeof views = [
  { screen: 'desktop', language: 'zh', name: '岭南禾木' },
  { screen: 'phone', language: 'en', name: '榕荫新知' },
]

/** A company from nothing to money on its account, by everybody who has a part in it. */
describe.each(process.env['YISHANG_EVERY_VIEW'] ? [...views, ...otherViews] : views)(
  'from a name to a benefit paid, on a $screen in $language',
  (view) => {
    const { screen, language, name } = view
    const login = `newcomer-${screen}-${language}`
    let founder: Walker
    let office: Walker
    let caseAddress = ''
    let creditCode = ''
    let run = ''
    beforeAll(async () => {
      founder = await openWalker(browser, city, screen, language, 'founder')
      office = await openWalker(browser, city, screen, language, 'office')
    })
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail') return
      await keepPicture(founder.page, `failed-founder-${screen}-${language}`)
      await keepPicture(office.page, `failed-office-${screen}-${language}`)
    })
    afterAll(async () => {
      await founder?.close()
      await office?.close()
    })

    it('the founder signs up, and a tab closed half-way loses nothing', async () => {
      const { say, go, press, look } = founder
      await go('/sign-up')
      await founder.page.locator('#field-name').fill('林小雨')
      await founder.page.locator('#field-login').fill(login)
      await founder.page.locator('#field-password').fill(password)
      await press('app:account.signUp')
      await founder.page.waitForURL(/\/space/)
      const begin = founder.page
        .getByRole('article')
        .filter({ hasText: /开办企业|Open a company/ })
        .getByRole('button', { name: say('casework:begin') })
      await begin.waitFor()
      await look('space')
      await begin.click()
      await founder.page.locator('#field-core-name').fill(name)
      await founder.page.waitForFunction(() => localStorage.length > 1)
      const address = founder.page.url()
      await founder.newTab()
      await founder.page.goto(address)
      await founder.page.locator('#field-core-name').waitFor()
      expect(await founder.page.locator('#field-core-name').inputValue()).toBe(name)
      await founder.page.getByRole('button', { name: say('app:act.continue') }).click()
      await founder.page.locator('[aria-invalid="true"]').first().waitFor()
      await look('missing')
    })

    it('answers page by page, checks, and submits once', async () => {
      const { page, say, press, look } = founder
      await answerFiling(founder)
      await page.getByRole('button', { name: say('casework:check.submit') }).waitFor()
      await look('check')
      for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
      await press('casework:check.submit')
      const refused = page.locator('[role=alert]')
      await Promise.race([page.waitForURL(/\/space\/cases\//), refused.waitFor()])
      expect(page.url(), await refused.allInnerTexts().then(String)).toContain('/space/cases/')
      await page.getByRole('button', { name: say('casework:check.submit') }).waitFor({ state: 'detached' })
      await look('case')
      caseAddress = page.url()
    })

    it('an officer works the stage that no rule and no other system decides', async () => {
      await expect(grantAsOfficer(office, name)).resolves.toBeUndefined()
    })

    it('the company holds its licence, and anybody can verify it, without a network too', async () => {
      await founder.go('/space/licences')
      await founder.page.locator('svg[role=img]').first().waitFor()
      await founder.look('licences')
      const link = await licenceLink(founder)
      creditCode = await creditCodeOf(founder)
      await founder.look('profile')
      const stranger = await openWalker(browser, city, screen, language, 'stranger')
      const { page, say } = stranger
      await stranger.go('/verify')
      await page.waitForLoadState('networkidle')
      await page.context().setOffline(true)
      await page.locator('#field-code').fill(link)
      await page.getByRole('button', { name: say('credential:verify.act') }).click()
      await page.getByText(say('credential:verify.outcome.valid')).waitFor()
      expect(creditCode).toMatch(/^91/)
      await stranger.look('verified')
      await stranger.close()
    })

    it('what departments know comes in as a file, the damaged row apart', async () => {
      await expect(importFacts(office, creditCode)).resolves.toBeUndefined()
    })

    it('the policy desk finds who has a claim, and makes the list public', async () => {
      await openBook(office, treasury.accountNumber)
      run = await publishRun(office, name)
      expect(run).toMatch(/\/workbench\/policies\//)
      const stranger = await openWalker(browser, city, screen, language, 'stranger')
      await stranger.go(`/publicity/${run.split('/').at(-1)}`)
      await stranger.page.getByText(name).first().waitFor()
      await stranger.look('publicity')
      await stranger.close()
    })

    it('the enterprise sees sum and reasons before anything is paid, and says where it shall go', async () => {
      const account = await accountAtBank(founder, caseAddress)
      const { page, say, go, look } = founder
      await go('/space/policies')
      await page.getByText(say('policy:grantState.announced')).first().waitFor()
      expect(await page.getByText('7,200').count()).toBeGreaterThan(0)
      await look('announced')
      await nameAccount(founder, account)
    })

    it('after the days of publicity a second person approves, and the bank pays', async () => {
      await passWeek(office)
      await passWeek(office)
      await expect(approveRun(office, run)).resolves.toBeUndefined()
    })

    it('bank, ledger and budget say the same of the day, row by row', async () => {
      await expect(reconcile(office)).resolves.toBeUndefined()
    })

    it('the enterprise sees that the money is there, and why', async () => {
      const { page, say, go, look } = founder
      await go('/space/policies')
      await page.getByText(say('policy:grantState.settled')).first().waitFor()
      expect(await page.getByText('7,200').count()).toBeGreaterThan(0)
      await look('paid')
    })

    it('the board counts it', async () => {
      await expect(seeBoard(office)).resolves.toBeUndefined()
    })
  },
)
