import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composition } from '#apps/composition.ts'
import { anEmployer } from '#engines/policy/fixtures.ts'
import { addDays, instantFrom, msOf } from '#kernel/time.ts'
import { cityRows } from '#platform/seed-city.ts'
import { testTown } from '#platform/testing/test-town.ts'
import { axe, openBrowser, picture, visitor } from './browser.ts'
import { serveTown, type Town } from './serve.ts'

/** A benefit from the first word to the enterprise that sees it: written, tried on the city, proven, consulted on, reviewed and published in the page. */

let served: Town
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  const { rows } = await cityRows(composition.defaultCity, composition.kinds)
  const roles = testTown(composition.engines).filter((row) => row.kind === 'role')
  served = await serveTown({
    kinds: composition.cityKinds,
    definitions: [...rows.filter((row) => row.kind !== 'role'), ...roles],
    mirror: composition.mirror,
    now: '2026-03-02T01:00:00.000Z',
  })
  const { town } = served
  for (let i = 0; i < 4; i++) await anEmployer(town, { name: `招工示例企业${i + 1}`, paidFen: 1_000_00 })
  for (const login of ['writer', 'reviewer', 'publisher'])
    await town.account(login, 'officer', { department: 'human-resources' })
  await town.system.mirror?.boot()
  await town.system.settle()
  browser = await openBrowser()
  context = await visitor(browser, 'desktop', 'zh')
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function as(login: string, path: string): Promise<Page> {
  await context.clearCookies()
  const page = await context.newPage()
  await page.goto(`${served.url}/sign-in`)
  await page.locator('#field-login').fill(login)
  await page.locator('#field-password').fill('a long password')
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  await page.goto(`${served.url}${path}`)
  return page
}

async function look(page: Page, name: string): Promise<void> {
  expect(await axe(page), name).toEqual([])
  await picture(page, `policy-desk-${name}`)
}

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const saved = (page: Page) => page.locator('[data-saved=saved]').waitFor()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })

async function choose(page: Page, label: string, initials: string, option: string) {
  const list = page.getByRole('combobox', { name: label, exact: true }).last()
  await list.click()
  if (initials) await list.fill(initials)
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
}

describe('a new benefit', () => {
  let draft = ''

  it('is written in rows and counted over the city while it is written', async () => {
    const page = await as('writer', '/workbench/drafts')
    await button(page, '起草').click()
    await page.getByRole('dialog').getByRole('textbox').first().fill('招工补贴')
    await inDialog(page, '起草').click()
    await page.waitForURL(/drafts\/.+/)
    draft = new URL(page.url()).pathname
    await field(page, '名称 · 中文').waitFor()
    await look(page, 'blank')
    await field(page, '一句话说明 · 中文').fill('参保二十人以上的企业，每家一千元。')
    await field(page, '给什么 · 中文').fill('每家一千元')
    await field(page, '文号').fill('示例〔2026〕1号')
    await page.getByText('英文（由翻译填写').click()
    await field(page, '名称 · 英文').fill('Hiring subsidy')
    await field(page, '一句话说明 · 英文').fill(
      '1,000 yuan for an enterprise with twenty insured staff or more.',
    )
    await field(page, '给什么 · 英文').fill('1,000 yuan each')
    await button(page, '加一个条件').click()
    await choose(page, '事实', 'cbrs', '参保人数')
    await field(page, '数值').fill('20人')
    await field(page, '金额').fill('1000元')
    await page.locator('[data-effect=eligible]').getByText('4').waitFor()
    await saved(page)
    await look(page, 'written')
    await page.close()
  })

  it('is proven by the examples its writer accepts', async () => {
    const page = await as('writer', draft)
    while ((await button(page, '采用').count()) || (await page.getByText('0 个示例').count())) {
      const all = page.getByRole('button', { name: /^全部采用/ })
      await all.waitFor()
      const before = await page.locator('[data-examples]').getAttribute('data-examples')
      await all.click()
      await page.waitForFunction(
        (was) => document.querySelector('[data-examples]')?.getAttribute('data-examples') !== was,
        before,
      )
      await page.getByText('0 项条件还没有试到').waitFor()
      await page.waitForLoadState('networkidle')
    }
    await saved(page)
    await page.reload()
    await page.getByText('征求意见、公平竞争审查').waitFor()
    await look(page, 'proven')
    await page.close()
  })

  it('is commented on by an enterprise and answered', async () => {
    const { town } = served
    let page = await as('writer', draft)
    await button(page, '公开征求意见').click()
    await page.locator('input[type=date]').last().fill(addDays(town.system.moment().today, 7))
    await inDialog(page, '公开征求意见').click()
    await page.getByText('征求意见中').waitFor()
    await page.close()

    page = await as('founder', '/consultations')
    await look(page, 'consultations')
    await page.getByRole('link', { name: '招工补贴' }).click()
    await page.locator('#field-comment').fill('希望小企业也能享受。')
    await look(page, 'consultation')
    await button(page, '提交意见').click()
    await page.getByText('意见已提交').waitFor()
    await page.close()

    await town.system.settle()
    page = await as('writer', draft)
    await button(page, '答复').click()
    await page.getByRole('dialog').getByRole('textbox').last().fill('已在另一项政策中考虑。')
    await look(page, 'answering')
    await inDialog(page, '答复').click()
    await page.getByRole('cell', { name: /已在另一项政策中考虑/ }).waitFor()
    await page.close()
  })

  it('passes the questionnaire, a reviewer and a third person', async () => {
    const { town } = served
    town.clock.set(instantFrom(msOf(town.clock.now()) + 9 * 86_400_000))
    await town.system.settle()
    let page = await as('writer', draft)
    await button(page, '结束征求意见').click()
    await button(page, '公平竞争审查').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('fieldset').first().waitFor()
    for (const reason of await dialog.getByRole('textbox').all()) await reason.fill('面向所有符合条件的企业')
    await look(page, 'questionnaire')
    await inDialog(page, '公平竞争审查').click()
    await dialog.waitFor({ state: 'hidden' })
    await button(page, '送审').click()
    await page.getByRole('heading', { name: '审核中' }).waitFor()
    await page.close()

    page = await as('reviewer', draft)
    await look(page, 'review')
    await button(page, '审核通过').click()
    await page.getByRole('dialog').getByRole('textbox').fill('合法，同意发布。')
    await inDialog(page, '审核通过').click()
    await page.getByRole('heading', { name: '待发布' }).waitFor()
    await button(page, '发布').click()
    await page.getByText('不能由').first().waitFor()
    await page.close()

    page = await as('publisher', draft)
    await button(page, '发布').click()
    await page.getByRole('heading', { name: '已发布' }).waitFor()
    await look(page, 'published')
    await page.close()
  })

  it('is in the library and among an enterprise’s own policies without a restart', async () => {
    await served.town.system.settle()
    const page = await as('founder', '/space/policies')
    await page.getByText('招工补贴').first().waitFor()
    await look(page, 'mine')
    await page.goto(`${served.url}/policies`)
    await page.getByRole('link', { name: '招工补贴' }).waitFor()
    await page.close()
  })

  it('is ended by one person who proposes and another who confirms', async () => {
    let page = await as('writer', '/workbench/drafts?tab=repeals')
    await button(page, '提出废止').click()
    await choose(page, '废止哪一份', '招工补贴', '招工补贴')
    await page.locator('input[type=date]').fill(addDays(served.town.system.moment().today, 30))
    await page.getByRole('dialog').getByRole('textbox').last().fill('资金用完了')
    await inDialog(page, '提出废止').click()
    await page.getByRole('cell', { name: '待确认' }).waitFor()
    await look(page, 'repeal')
    await page.close()
    page = await as('publisher', '/workbench/drafts?tab=repeals')
    await button(page, '确认废止').click()
    await page.getByRole('dialog').getByRole('textbox').fill('The money is spent')
    await inDialog(page, '确认废止').click()
    await page.getByRole('cell', { name: '已确认' }).waitFor()
    await page.close()
  })
})
