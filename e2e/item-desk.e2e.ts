import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aThemeLodged, anEnterprise } from '#engines/casework/themes.fixtures.ts'
import { axe, comeIn, openBrowser, picture, type Screen, type PageLanguage, visitor } from './browser.ts'
import { deskPage } from './desk/desk-page.ts'
import { type CityTown, serveCityTown } from './town.ts'
import { textsOf } from './words.ts'

/** What officers without code write of items: a district's version and a new version of the city's, each from its first word to the founder who meets it. */

let served: CityTown
let browser: Browser
let page: Page
let desk: ReturnType<typeof deskPage>
let signIn: (login: string, path: string) => Promise<void>
const say = textsOf('zh')
const item = 'food-business-licence'
const office = { department: 'market-regulation', district: 'haizhu' }
const people = ['writer', 'lawyer', 'chief'] as const

beforeAll(async () => {
  served = await serveCityTown('2026-03-02T01:00:00.000Z')
  browser = await openBrowser()
  for (const name of people) await served.town.account(name, 'officer', office)
  for (const name of people)
    await served.town.account(`city-${name}`, 'officer', { department: 'market-regulation' })
  const context = await visitor(browser, 'desktop', 'zh')
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  desk = deskPage(page)
  signIn = async (login, path) => {
    await comeIn(context, served.url, login)
    await page.goto(`${served.url}${path}`)
  }
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function look(name: string): Promise<void> {
  await picture(page, `item-desk-${name}`)
  expect(await axe(page), name).toEqual([])
}
const box = (name: string) => page.getByRole('textbox', { name, exact: true })
const number = (name: string) => page.getByRole('spinbutton', { name, exact: true })
const chosen = (name: string) => page.getByRole('combobox', { name, exact: true })
const option = (text: string) =>
  page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: text })
    .first()
    .click()
/** Adds a part that is not offered at once; `within` is what holds it, with its number among rows. */
async function add(what: string, within: string): Promise<void> {
  await chosen(`${say('items:item.more')} ${within}`).click()
  await option(what)
}

/** Submitted by its writer, read by a second person, published by a third. */
async function published(draft: string, [writer, lawyer, chief]: readonly [string, string, string]) {
  await signIn(writer, draft)
  await desk.act('submit').click()
  await desk.act('submit').waitFor({ state: 'detached' })
  await signIn(lawyer, draft)
  await page.locator('[data-line]').first().waitFor()
  await look('read')
  await desk.act('approve').click()
  await desk.dialog.getByRole('textbox').fill('没有增加条件和材料')
  await desk.confirm()
  await page.locator('[data-gate=legal-review][data-stands=done]').waitFor()
  await signIn(chief, draft)
  await desk.act('publish').click()
  await page.locator('[data-gate=published][data-stands=done]').waitFor()
  await served.town.system.settle()
}

/** What a founder meets whose shop is there: on the page of the case, and in the guide. */
async function meets(district: string, name: string): Promise<{ page: string; guide: string }> {
  const { town, url } = served
  const answers = { 'food-business-kind': 'retail', 'public-venue': false, drains: false, district }
  const filing = await aThemeLodged(town, 'food-service', answers, await anEnterprise(town, {}))
  await town.system.settle()
  await signIn('founder', `/space/cases/${filing.caseId}`)
  await page.getByRole('heading', { name: say('casework:lanes') }).waitFor()
  await look(`case-${name}`)
  const told = await page.locator('main').innerText()
  await page.goto(`${url}/guides/${item}`)
  const places = page.locator('select').first()
  await places.waitFor()
  if ((await places.locator(`option[value=${district}]`).count()) > 0) {
    await places.selectOption(district)
    await page.getByText(say('casework:guide.localTitle', { district: '海珠区' })).waitFor()
  }
  await look(`guide-${name}`)
  return { page: told, guide: await page.locator('main').innerText() }
}

describe('a district’s version', () => {
  it('is begun, written, reviewed and published in the page; a founder there meets it, one elsewhere does not', async () => {
    await signIn('writer', '/workbench/catalogue?tab=districts')
    await desk.press('work:catalogue.begin')
    await desk.dialog.getByRole('combobox').click()
    await desk.dialog.getByRole('combobox').fill('食品经营许可')
    await option('食品经营许可')
    await desk.confirm()
    await page.waitForURL(/\/workbench\/drafts\//)
    const draft = new URL(page.url()).pathname
    await add('承诺办结时限', '本区的版本')
    await number('承诺办结时限').fill('6')
    await page.getByRole('checkbox', { name: '经营场所平面图' }).check()
    await box(`补充提示 ${say('items:item.language.zh')}`).fill('海珠区当场指导。')
    await box(`补充提示 ${say('items:item.language.en')}`).fill('We help on the spot.')
    await desk.saved()
    await page.locator('[data-gate=sound][data-stands=done]').waitFor()
    await look('district-written')
    await published(draft, people)

    const here = await meets('haizhu', 'here')
    const version = say('casework:terms.local', { district: '海珠区' })
    expect(here.page).toContain(version)
    expect(here.guide).toContain('6 个工作日')
    expect(here.guide).toContain('海珠区当场指导。')
    const elsewhere = await meets('tianhe', 'elsewhere')
    expect(elsewhere.page).not.toContain(version)
    expect(elsewhere.guide).not.toContain('海珠区当场指导。')
  }, 180_000)
})

describe('a new version of the city’s item', () => {
  it('takes a step, a field left out and a condition of the place for one format, and later documents for a track', async () => {
    const { town } = served
    const opened = await town.execute('publication', 'openDraft', {
      kind: 'item',
      title: '食品经营许可',
      department: 'market-regulation',
      id: item,
    })
    if (opened.kind !== 'written') throw new Error(JSON.stringify(opened.failure))
    const draft = `/workbench/drafts/${opened.id}`
    await signIn('city-writer', draft)
    const format = page.locator('[data-place=variants-1]')
    await format.locator('summary').click()
    await look('format-before')
    const both = async (name: string, zh: string, en: string) => {
      await box(`${name} ${say('items:item.language.zh')}`).fill(zh)
      await box(`${name} ${say('items:item.language.en')}`).fill(en)
    }
    await both('场所条件 2 1', '取餐口与加工间分开。', 'The hatch is apart from the kitchen.')
    await add('环节的不同', '业态 2')
    await page.locator('[data-add=variants-1-steps-add]').click()
    await both('环节名称 2.1', '封签样式核对', 'A look at the seals')
    await number('环节时限 2.1').fill('2')
    await chosen('排在哪个环节之前 2.1').click()
    await option('审查')
    await chosen('不用填写 2').click()
    await option('场所面积')
    await page.keyboard.press('Escape')
    const track = page.locator('[data-place=fastTracks-0]')
    await track.locator('summary').click()
    await chosen('可以后补的材料（容缺） 1').click()
    await option('住所使用证明')
    await page.keyboard.press('Escape')
    await desk.saved()
    await page.locator('[data-gate=sound][data-stands=done]').waitFor()
    await look('format-written')
    await published(draft, ['city-writer', 'city-lawyer', 'city-chief'])
    const guide = await town.query<{ formats: unknown[] }>('casework', 'getItem', { item })
    expect(JSON.stringify(guide)).toContain('取餐口与加工间分开。')
    expect(JSON.stringify(guide)).toContain('封签样式核对')
  }, 180_000)
})

describe('a new material', () => {
  it('is proposed where items pick from, read by a second person, published by a third, and offered to items', async () => {
    const { town } = served
    const name = '仓库平面图'
    await signIn('city-writer', '/workbench/catalogue?tab=words&kind=material')
    await page.getByText('经营场所平面图', { exact: true }).waitFor()
    await desk.press('work:catalogue.word.begin')
    await desk.dialog.getByRole('textbox').fill(name)
    await desk.confirm()
    await page.waitForURL(/\/workbench\/drafts\//)
    const draft = new URL(page.url()).pathname
    await page.locator('[data-part=title]').getByText('缺').waitFor()
    await box(`材料名称 ${say('items:item.language.en')}`).fill('Plan of the warehouse')
    await desk.saved()
    await page.locator('[data-gate=sound][data-stands=done]').waitFor()
    await look('material-written')
    await published(draft, ['city-writer', 'city-lawyer', 'city-chief'])

    const opened = await town.execute('publication', 'openDraft', {
      kind: 'item',
      title: '排水许可',
      department: 'market-regulation',
    })
    if (opened.kind !== 'written') throw new Error(JSON.stringify(opened.failure))
    await signIn('city-writer', `/workbench/drafts/${opened.id}`)
    await page.locator('[data-add=materials]').click()
    await chosen('材料 1').click()
    await chosen('材料 1').fill(name)
    await option(name)
    await desk.saved()
    await page
      .getByRole('link', { name: say('items:item.toWords') })
      .last()
      .click()
    const row = page.locator('[data-row]').filter({ hasText: name })
    await row.waitFor()
    await look('words')
    expect(await row.innerText()).toContain(say('work:catalogue.word.unused'))
  }, 120_000)
})

describe('a new list of choices', () => {
  it('is proposed where a field finds none that fits, published, and offered by the field at once', async () => {
    const { town } = served
    const opened = await town.execute('publication', 'openDraft', {
      kind: 'field',
      title: '餐车种类',
      department: 'market-regulation',
    })
    if (opened.kind !== 'written') throw new Error(JSON.stringify(opened.failure))
    await signIn('city-writer', `/workbench/drafts/${opened.id}`)
    await page.getByRole('link', { name: say('items:item.toWords') }).click()
    await page.getByText('运输业务', { exact: true }).first().waitFor()
    await desk.press('work:catalogue.word.begin')
    await desk.dialog.getByRole('textbox').fill('餐车类型')
    await desk.confirm()
    await page.waitForURL(/\/workbench\/drafts\//)
    const draft = new URL(page.url()).pathname
    await box(`清单名称 ${say('items:item.language.en')}`).fill('Kinds of food truck')
    await page.locator('[data-add=choices]').click()
    await page.locator('[data-place=choices-0]').getByText('缺').first().waitFor()
    await box('中文名称 1').fill('机动餐车')
    await box('英文名称 1').fill('Motor truck')
    await box('代号 1').fill('motor')
    await add('属性', '选项 1')
    await page.locator('[data-part=attributes]').getByRole('button').last().click()
    await box('属性名 属性 1 1').fill('engine')
    await desk.saved()
    await page.locator('[data-gate=sound][data-stands=done]').waitFor()
    await look('list-written')
    await published(draft, ['city-writer', 'city-lawyer', 'city-chief'])

    await signIn('city-writer', `/workbench/drafts/${opened.id}`)
    await chosen('类型').click()
    await option('选一个')
    await add('选项清单', '怎么答')
    await chosen('选项清单').click()
    await chosen('选项清单').fill('餐车类型')
    await option('餐车类型')
    await desk.saved()
    await look('field-of-list')
    expect(await page.locator('[data-part=choices]').innerText()).toContain('餐车类型')
  }, 120_000)
})

const looks: readonly (readonly [Screen, PageLanguage])[] = process.env['YISHANG_PICTURES']
  ? [
      ['phone', 'zh'],
      ['phone', 'en'],
      ['desktop', 'en'],
    ]
  : [['phone', 'en']]
const fits = async (at: Page) => {
  const [content, room] = await at.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(content).toBeLessThanOrEqual(room ?? 0)
}
describe.each(looks)('on a %s in %s', (screen, language) => {
  it('everything that an item may hold is read and written', async () => {
    const { town, url } = served
    const opened = await town.execute('publication', 'openDraft', {
      kind: 'item',
      title: '企业设立登记',
      department: 'market-regulation',
      id: 'company-registration',
    })
    if (opened.kind !== 'written') throw new Error(JSON.stringify(opened.failure))
    const seat = await visitor(browser, screen, language)
    const at = await seat.newPage()
    await comeIn(seat, url, 'city-writer')
    await at.goto(`${url}/workbench/drafts/${opened.id}`)
    await at.locator('[data-place=stages-0]').waitFor()
    await picture(at, `item-desk-whole-${screen}-${language}`)
    expect(await axe(at)).toEqual([])
    await fits(at)
    await at.goto(`${url}/workbench/catalogue?tab=words&kind=choice-list`)
    await at.locator('[data-row]').first().waitFor()
    await picture(at, `item-desk-words-${screen}-${language}`)
    expect(await axe(at)).toEqual([])
    await fits(at)
    const list = await town.execute('publication', 'openDraft', {
      kind: 'choice-list',
      title: '经营项目',
      department: 'market-regulation',
      id: 'business-activities',
    })
    if (list.kind !== 'written') throw new Error(JSON.stringify(list.failure))
    await at.goto(`${url}/workbench/drafts/${list.id}`)
    await at.locator('[data-place=choices-13] summary').click()
    await picture(at, `item-desk-list-${screen}-${language}`)
    expect(await axe(at)).toEqual([])
    await fits(at)
    await seat.close()
  }, 90_000)
})
