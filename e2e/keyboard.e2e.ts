import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aThemeLodged } from '#engines/casework/themes.fixtures.ts'
import { comeIn, keepPicture, openBrowser, visitor } from './browser.ts'
import { type Hands, hands } from './keyboard/hands.ts'
import { tabWalk } from './keyboard/tab-walk.ts'
import { type CityTown, serveCityTown } from './town.ts'
import { textsOf, wordsOf } from './words.ts'

/** An applicant files and an officer decides with Tab, Shift+Tab, Enter, Space, arrows and Escape: no pointer anywhere. */

const say = wordsOf('zh')
const patience = { timeout: 15_000 }
let served: CityTown
let browser: Browser
let context: BrowserContext
let page: Page
let by: Hands
beforeAll(async () => {
  served = await serveCityTown('2026-03-02T01:00:00.000Z')
  browser = await openBrowser()
  context = await visitor(browser, 'desktop', 'zh')
  page = await context.newPage()
  page.setDefaultTimeout(patience.timeout)
  by = hands(page)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const kept = async (work: () => Promise<void>) => {
  try {
    await work()
  } catch (error) {
    await keepPicture(page, 'keyboard-failed')
    throw error
  }
}

const office = '北方示例株式会社广州代表处'

/** What stands behind a question of the filing, by its words. */
const typed: readonly (readonly [RegExp, string])[] = [
  [/代表机构/, office],
  [/外国企业/, '北方示例株式会社'],
  [/首席代表/, '山田示例'],
  [/门牌号/, '天河路 385 号 1201 房'],
  [/姓名/, '林小雨'],
  [/手机/, '13800138000'],
  [/身份号码/, '11010519491231002X'],
]

/** Answers what has the focus, the way its kind is answered by keys. */
async function answer({ name, role }: { name: string; role: string }): Promise<void> {
  if (role === 'select') {
    await by.press('ArrowDown')
    return
  }
  const text = typed.find(([question]) => question.test(name))?.[1]
  if (text === undefined || role !== 'input') return
  await by.press('Control+A')
  await by.type(text)
}

const stepOf = () => new URL(page.url()).searchParams.get('step') ?? ''

/** Every question of the open page in the order of Tab, then what leads on. */
async function answerPage(): Promise<void> {
  const before = stepOf()
  for (let at = await by.here(), i = 0; i < 60; i++) {
    if (say('app:act.continue').test(at.name)) break
    await answer(at)
    await by.press('Tab')
    at = await by.here()
  }
  await by.press('Enter')
  await page.waitForFunction(
    (step) => (new URL(location.href).searchParams.get('step') ?? '') !== step,
    before,
  )
}

const publicPages = [
  '/guides',
  '/guides/food-business-licence',
  '/verify',
  '/service-record',
  '/board',
  '/board/22',
]
const workbenchPages = ['licences', 'checks', 'collected', 'catalogue', 'robots', 'drafts', 'board']
const caseOf = () => /\/space\/cases\/([^?]+)/.exec(page.url())?.[1] ?? ''
const dialog = () => page.locator('[role=dialog]:visible').last()

/** A page on which each control has one fault. */
const faulty = `<h1>示例</h1><button>好</button><div role="button">到不了</div>
  <button style="outline:none">看不出</button><a href="#a" style="position:fixed;left:-999px">看不见</a>
  <div style="position:relative"><button>盖住</button><div style="position:absolute;inset:0;background:red"></div></div>
  <div style="display:flex;flex-direction:column-reverse"><button>第二</button><button>第一</button></div>`

it('the walk by Tab finds what it is for', async () => {
  const other = await context.newPage()
  await other.setContent(faulty)
  const { faults } = await tabWalk(other)
  await other.close()
  expect(faults.map((fault) => fault.replace(/<.*?>/g, '').replace(/ +/g, ' '))).toEqual([
    'out of sight: 看不见',
    'covered: 盖住',
    'focus not shown: 看不出',
    'out of order: 第一 after 第二',
    'never reached: 到不了',
  ])
})

describe('with a keyboard alone', () => {
  let filed = ''

  it('an applicant comes in at the home page, begins, answers and submits', () =>
    kept(async () => {
      await page.goto(served.url)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await by.walk('home')
      await by.reach(say('app:shell.skip'))
      await by.press('Enter')
      await by.use(say('app:home.open'))
      await page.waitForURL(/sign-in/)
      await page.locator('#field-login').waitFor()
      await by.reach(say('app:account.login'))
      await by.type('founder')
      await by.press('Tab')
      await by.type('a long password')
      await by.press('Enter')
      await page.waitForURL(/\/space$/)
      await page.getByText('外国企业常驻代表机构').first().waitFor()
      await by.walk('space')
      await by.use(say('casework:begin'), /外国企业常驻代表机构/)
      await page.waitForURL(/\/space\/open\//)
      await page.locator('form h1').waitFor()
      await by.walk('first question')
      for (let i = 0; i < 10 && stepOf() !== 'check'; i++) await answerPage()
      await page.getByRole('button', { name: say('casework:check.submit') }).waitFor()
      await by.walk('check')
      await by.reach(/印模/)
      await by.press('Space')
      await by.use(say('casework:check.submit'))
      await page.waitForURL(/\/space\/cases\//)
      filed = caseOf()
      await page.getByRole('heading', { level: 1 }).waitFor()
      await by.walk('case')
      await by.use(say('casework:withdraw.act'))
      await page.locator('dialog[open]').waitFor()
      await by.walk('withdraw')
      await by.press('Escape')
      await givenBack(say('casework:withdraw.act'))
      await page.locator('dialog h2').waitFor({ state: 'detached' })
      await by.press('Enter')
      await page.locator('dialog h2').waitFor()
      expect((await by.here()).name).toMatch(say('app:act.close'))
      await by.press('Enter')
      await givenBack(say('casework:withdraw.act'))
      expect(by.faults).toEqual([])
    }))

  it('the menu of the account opens on Enter, closes on Escape and gives the focus back', () =>
    kept(async () => {
      await by.reach(/账号 founder/, /./, 'Shift+Tab')
      const { name } = await by.here()
      await by.press('Enter')
      await by.reach(say('app:account.signOut'))
      await by.press('Escape')
      expect((await by.here()).name).toBe(name)
    }))

  it('an officer claims it, opens a dialog that keeps and gives back the focus, chooses by keys and grants', () =>
    kept(async () => {
      await served.town.system.settle()
      await comeIn(context, served.url, 'officer')
      await page.goto(`${served.url}/workbench`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await by.use(say('work:place.queue'))
      await page.getByText('外国企业常驻代表机构').first().waitFor()
      await by.walk('queue')
      await by.use(new RegExp(office))
      await dialog()
        .getByRole('button', { name: say('work:case.act.claim') })
        .waitFor()
      expect(page.url()).toContain(filed)
      await by.walk('case of the officer')
      await by.use(say('work:case.act.claim'))
      await dialog()
        .getByRole('button', { name: say('work:case.act.hold') })
        .waitFor()

      await by.use(say('work:case.act.hold'))
      await inDialog(say('work:case.hold.kind'))
      await by.walk('hold')
      await by.reach(/特别程序/)
      await by.reach(say('work:case.hold.procedure'))
      await by.press('ArrowDown')
      await by.press('ArrowDown')
      await by.press('Enter')
      await page.locator('.ant-select-content', { hasText: '招标' }).waitFor()
      await by.press('Escape')
      await givenBack(say('work:case.act.hold'))

      await by.use(say('work:case.act.grant'))
      await inDialog(say('work:case.decide.reasons'))
      await by.walk('grant')
      await by.use(say('work:case.decide.grant'))
      await page.getByText(textsOf('zh')('work:case.said.grant')).first().waitFor()
      // What was pressed is gone: the focus is still in the case, which Escape closes.
      await expect
        .poll(
          () => page.evaluate(() => document.activeElement?.querySelector('[role=dialog]') != null),
          patience,
        )
        .toBe(true)
      await by.press('Escape')
      await dialog().waitFor({ state: 'hidden' })
      await expect.poll(() => page.evaluate(() => document.activeElement?.id), patience).toBe('main')
      expect(by.faults).toEqual([])
    }))

  it('the day of a hearing is typed, and what is missing takes the focus', () =>
    kept(async () => {
      const { town, url } = served
      const { partyId, caseId } = await aThemeLodged(town, 'culture-venue', {
        'venue-businesses': ['entertainment'],
      })
      await town.system.settle()
      await page.goto(`${url}/workbench/queue?case=${partyId}.${caseId}.entertainment.examine`)
      await dialog()
        .getByRole('button', { name: say('work:case.act.claim') })
        .waitFor()
      await by.use(say('work:case.act.claim'))
      await dialog()
        .getByRole('button', { name: say('work:case.act.accept') })
        .waitFor()
      await by.use(say('work:case.act.accept'))
      await dialog()
        .getByRole('button', { name: say('work:case.act.announceHearing') })
        .waitFor()
      await by.use(say('work:case.act.announceHearing'))
      await inDialog(say('work:case.lawful.hearingOn'))
      await by.reach(say('work:case.act.announceHearing'))
      await by.press('Enter')
      await givenBack(say('work:case.lawful.hearingOn'))
      await by.type('2026-03-16')
      await by.press('Enter')
      await by.reach(say('work:case.lawful.hearingPlace'))
      await by.type('市文化馆三楼会议室')
      await by.press('Enter')
      await page.getByText(textsOf('zh')('work:case.said.announceHearing')).first().waitFor()
      expect(by.faults).toEqual([])
    }))

  it('everything that can be pressed is reached by Tab, in its order, where one can see it', () =>
    kept(async () => {
      for (const path of [...publicPages, ...workbenchPages.map((place) => `/workbench/${place}`)]) {
        await turnTo(path)
        await by.walk(path)
      }
      expect(by.faults).toEqual([])
    }))
})

/** Another page of the open application, drawn and with all it fetched. */
async function turnTo(path: string): Promise<void> {
  const before = await page.locator('h1').first().textContent()
  await page.evaluate((to) => history.pushState(null, '', to), path)
  const heading = () => page.locator('h1').first().textContent()
  await expect.poll(heading, patience).not.toBe(before)
  await expect.poll(() => page.getByText(say('app:state.loading')).count(), patience).toBe(0)
}

async function inDialog(shown: RegExp): Promise<void> {
  await dialog().getByText(shown).first().waitFor()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=dialog]')].at(-1)?.contains(document.activeElement),
  )
}

async function givenBack(to: RegExp): Promise<void> {
  await expect.poll(async () => (await by.here()).name, patience).toMatch(to)
}
