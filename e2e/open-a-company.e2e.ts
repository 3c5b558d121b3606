import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axe, openBrowser, type PageLanguage, picture, type Screen, visitor } from './browser.ts'
import { type City, openCity } from './city.ts'

let city: City
let browser: Browser
beforeAll(async () => {
  city = await openCity()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const words = {
  zh: {
    theme: '开办企业',
    begin: '开始办理',
    onward: '保存并继续',
    submit: '提交申请',
    verify: '核验',
    valid: '证照有效',
    signUp: '注册个人账号',
  },
  en: {
    theme: 'Open a company',
    begin: 'Begin',
    onward: 'Save and continue',
    submit: 'Submit the application',
    verify: 'Verify',
    valid: 'The licence is valid',
    signUp: 'Open a personal account',
  },
} as const

/** One name for each view: a name is given once in a city. */
const coreNames: Readonly<Record<Screen, string>> = { phone: '晓雨云帆', desktop: '青禾启明' }

/** What the newcomer answers, by the name of the city's field; everything else is left as the form assumes. */
const answers = {
  'address-line': '天河路 385 号 1201 房',
  'registered-capital': '100',
  'opening-staff': '3',
  'founder-identity-number': '11010519491231002X',
  'founder-telephone': '13800138000',
} as const

/** Answers the open page: typed fields by name, the first choice of everything that nobody has chosen yet. */
async function answerPage(page: Page): Promise<void> {
  for (const [field, text] of Object.entries(answers)) {
    const input = page.locator(`#field-${field}`)
    if ((await input.count()) > 0 && !(await input.inputValue())) await input.fill(text)
  }
  for (const list of await page.locator('form select').all())
    if (!(await list.inputValue())) await list.selectOption({ index: 1 })
  for (const group of await page.locator('form fieldset').all())
    if ((await group.locator('input:checked').count()) === 0) await group.locator('label').first().click()
}

const stepOf = (page: Page) => new URL(page.url()).searchParams.get('step') ?? ''
const mostSteps = 20

describe.each<{ screen: Screen; language: PageLanguage }>([
  { screen: 'phone', language: 'zh' },
  { screen: 'desktop', language: 'en' },
])('a newcomer opens a company on a $screen in $language', ({ screen, language }) => {
  const say = words[language]
  let context: BrowserContext
  let page: Page
  const look = async (name: string) => {
    await picture(page, `open-${screen}-${language}-${name}`)
    expect(await axe(page), name).toEqual([])
  }
  beforeAll(async () => {
    context = await visitor(browser, screen, language)
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
  })
  afterAll(() => context?.close())

  it('signs up, and a tab closed half-way loses nothing', async () => {
    await page.goto(`${city.server.url}/sign-up`)
    await page.locator('#field-name').fill('林小雨')
    await page.locator('#field-login').fill(`newcomer-${screen}`)
    await page.locator('#field-password').fill('a long password')
    await page.getByRole('button', { name: say.signUp }).click()
    await page
      .getByRole('article')
      .filter({ hasText: say.theme })
      .getByRole('button', { name: say.begin })
      .click()
    await page.locator('#field-core-name').fill(coreNames[screen])
    await page.waitForFunction(() => localStorage.length > 0)
    const address = page.url()
    await page.close()
    page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(address)
    await page.locator('#field-core-name').waitFor()
    expect(await page.locator('#field-core-name').inputValue()).toBe(coreNames[screen])
    await page.getByRole('button', { name: say.onward }).click()
    await page.locator('[aria-invalid="true"]').first().waitFor()
    await look('missing')
  })

  it('answers page by page, checks, and submits once', async () => {
    for (let i = 0; i < mostSteps && stepOf(page) !== 'check'; i++) {
      const before = stepOf(page)
      await answerPage(page)
      await page.getByRole('button', { name: say.onward }).click()
      await page.waitForFunction(
        (step) => (new URL(location.href).searchParams.get('step') ?? '') !== step,
        before,
      )
    }
    await page.getByRole('button', { name: say.submit }).waitFor()
    await look('check')
    for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
    await page.getByRole('button', { name: say.submit }).click()
    const refused = page.locator('[role=alert]')
    await Promise.race([page.waitForURL(/\/space\/cases\//), refused.waitFor()])
    expect(page.url(), await refused.allInnerTexts().then(String)).toContain('/space/cases/')
    await page.getByRole('button', { name: say.submit }).waitFor({ state: 'detached' })
    await look('case')
  })

  it('holds the licence, and anybody can verify it, without a network too', async () => {
    await page.goto(`${city.server.url}/space/licences`)
    const code = page.locator('svg[role=img]').first()
    await code.waitFor({ timeout: 60_000 })
    await look('licences')
    const link = await page.evaluate(async () => {
      const mine = await (await fetch('/api/my/licences')).json()
      const [licence] = mine.items
      const path = `/api/parties/${licence.partyId}/licences/${licence.licenceId}`
      return (await (await fetch(path)).json()).link as string
    })
    const stranger = await visitor(browser, screen, language)
    const verifier = await stranger.newPage()
    await verifier.goto(`${city.server.url}/verify`, { waitUntil: 'networkidle' })
    await stranger.setOffline(true)
    await verifier.locator('#field-code').fill(link)
    await verifier.getByRole('button', { name: say.verify, exact: true }).click()
    await verifier.getByText(say.valid).waitFor()
    await picture(verifier, `open-${screen}-${language}-verified`)
    expect(await axe(verifier)).toEqual([])
    await stranger.close()
  })
})
