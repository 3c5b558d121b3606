import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composition } from '#apps/composition.ts'
import { anEmployer } from '#engines/policy/scenes.fixtures.ts'
import { flatBeside, flatRefund, withRefunds } from '#engines/policy/flat-refund.fixtures.ts'
import { samplePolicy } from '#engines/policy/sample.ts'
import { keptCityRows } from '#platform/testing/city.ts'
import { withTestSeats } from '#platform/testing/test-town.ts'
import {
  axe,
  comeIn,
  latinWords,
  openBrowser,
  type PageLanguage,
  picture,
  type Screen,
  visitor,
} from './browser.ts'
import { type DeskPage, deskPage } from './desk/desk-page.ts'
import { serveTown, type Town } from './serve.ts'
import { textsOf } from './words.ts'

/** The ways in which a benefit is come by, as they are written at the desk, and “the highest only”, as a company reads it. */

const say = textsOf('zh')
const flat = flatRefund.title.zh
let place: Town
let browser: Browser

beforeAll(async () => {
  const rows = await keptCityRows(composition.defaultCity, composition.kinds)
  place = await serveTown({
    kinds: composition.cityKinds,
    mirror: composition.mirror,
    now: '2025-06-30T02:00:00.000Z',
    definitions: withTestSeats(
      withRefunds(rows, (refund) => [flatBeside(refund)]),
      composition.engines,
    ),
  })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await place?.close()
})

async function signedIn(login: string, screen: Screen, language: PageLanguage): Promise<Page> {
  const context = await visitor(browser, screen, language)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await comeIn(context, place.url, login)
  return page
}

async function look(page: Page, name: string, language: PageLanguage = 'zh') {
  await page.waitForLoadState('networkidle')
  await picture(page, `ways-${name}`)
  expect(await axe(page), name).toEqual([])
  if (language === 'zh')
    expect(await latinWords(page, [/^English$/, /^writer$/, /^founder$/]), name).toEqual([])
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(content, `${name} fits`).toBeLessThanOrEqual(room ?? 0)
}

describe('at the desk', () => {
  let page: Page
  let desk: DeskPage
  let draft = ''
  beforeAll(async () => {
    await anEmployer(place.town, { paidFen: 1_000_00 })
    const opened = await place.town.execute(
      'publication',
      'openDraft',
      { kind: 'policy', title: '场地补贴', department: 'human-resources' },
      { as: await place.town.account('writer', 'officer') },
    )
    if (opened.kind !== 'written') throw new Error(JSON.stringify(opened.failure))
    draft = `/workbench/drafts/${opened.id}`
    page = await signedIn('writer', 'desktop', 'zh')
    desk = deskPage(page)
    await page.goto(`${place.url}${draft}`)
    await desk.field('policy:write.amount').fill('5000元')
    await desk.press('policy:write.addRow', desk.sheet('policy:write.conditions'))
    await desk.choose(desk.sheet('policy:write.conditions'), 'policy:write.fact', '经营场地与注册地址一致')
  })

  it('a promise is written in its own words, with what it stands in for and what follows', async () => {
    await desk.choose(page, 'policy:write.mode', say('policy:write.modes.on-commitment'))
    await page
      .getByRole('textbox', { name: say('policy:write.promiseTextOf', { number: 1 }) })
      .fill('实际经营场地就是注册地址')
    const fact = page.getByRole('combobox', {
      name: say('policy:write.promiseFactOf', { number: 1 }),
      exact: true,
    })
    await fact.click()
    // The fact that a condition asks comes first.
    const first = page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .first()
    expect(await first.innerText()).toBe('经营场地与注册地址一致')
    await first.click()
    await desk.field('policy:write.consequence').fill('退回补贴，记入信用记录')
    await desk.counted()
    await desk.saved()
    await look(page, 'promise')
  })

  it('what a way lacks is told while it is written', async () => {
    await desk.choose(page, 'policy:write.mode', say('policy:write.modes.as-case'))
    await page.getByText('要写从哪件事申请').waitFor()
    await desk.choose(page, 'policy:write.theme', '再就业一次性领取失业保险金')
    await page.getByText(say('policy:write.themeIs.elsewhere')).waitFor()
    await page.getByText('要写从哪件事申请').waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: say('policy:write.addPromise') }).count()).toBe(0)
    await look(page, 'case')
  })

  it('“the highest only” is a rule of its own, with its document', async () => {
    await desk.choose(page, 'policy:write.mode', say('policy:write.modes.without-application'))
    await desk.choose(page, 'policy:write.highest', flat)
    await page.getByText(say('policy:write.lowerReceived')).waitFor()
    await desk.saved()
    const kept = await page.evaluate(
      async (path) => (await fetch(path)).text(),
      `/api/drafts/${draft.split('/').at(-1)}`,
    )
    expect(kept).toContain('"group":"refunds"')
    await look(page, 'highest')
  })

  it('is readable on a phone in English', async () => {
    const small = await signedIn('writer', 'phone', 'en')
    await small.goto(`${place.url}${draft}`)
    await small.locator('[data-effect-state=counted]').waitFor()
    expect(await small.getByText(textsOf('en')('policy:write.lowerReceived')).count()).toBe(1)
    await look(small, 'desk-phone-en', 'en')
    await small.context().close()
  })
})

describe('a company', () => {
  it.each([
    ['phone', 'zh'],
    ['desktop', 'en'],
  ] as const)('reads on a %s in %s which one is paid, and why not the other', async (screen, language) => {
    const page = await signedIn('founder', screen, language)
    await page.goto(`${place.url}/space/policies?group=not`)
    const card = page
      .getByRole('article')
      .filter({ has: page.locator(`a[href="/policies/${samplePolicy}"]`) })
    await card
      .getByText(language === 'zh' ? /从高不重复.*700/ : /only the highest is paid.*700/)
      .first()
      .waitFor()
    await look(page, `company-${screen}-${language}`, language)
    await page.goto(`${place.url}/space/policies?group=gets`)
    await page.locator('a[href="/policies/flat-refund"]').first().waitFor()
    expect(await page.getByRole('article').locator(`a[href="/policies/${samplePolicy}"]`).count()).toBe(0)
    await page.goto(`${place.url}/policies/flat-refund`)
    await page.getByRole('heading', { name: textsOf(language)('policy:policy.highest') }).waitFor()
    await page.locator(`a[href="/policies/${samplePolicy}"]`).waitFor()
    await look(page, `policy-${screen}-${language}`, language)
    await page.context().close()
  })
})
