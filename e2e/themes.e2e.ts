import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { themeKind } from '#engines/casework/definition.ts'
import { anOpenCheck } from '#engines/casework/life/afterwards.fixtures.ts'
import { accept, drainage, followed, lawfulFixtures } from '#engines/casework/life/lawful.fixtures.ts'
import { aSurveyed } from '#engines/casework/survey/survey.fixtures.ts'
import { aThemeLodged, anEnterprise, officersGrant } from '#engines/casework/themes.fixtures.ts'
import { aSignedLicence } from '#engines/credential/given.fixtures.ts'
import { aParty } from '#engines/party/fixtures.ts'
import type { Actor } from '#kernel/actor.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { axe, comeIn, looks, openBrowser, picture, visitor } from './browser.ts'
import { officerPage } from './desk/officer-page.ts'
import { answerAll } from './form.ts'
import { type CityTown, serveCityTown } from './town.ts'
import { textsOf, wordsOf } from './words.ts'

/**
 * Every theme's form is walked to its submission as its applicant, on a phone; one of them is lived to its end in the browser (all
 * of them are in processes/themes.int.test.ts).
 */

let served: CityTown
let browser: Browser
let context: BrowserContext
let page: Page
beforeAll(async () => {
  served = await serveCityTown('2026-03-02T01:00:00.000Z')
  browser = await openBrowser()
  context = await visitor(browser, 'phone', 'zh')
  await signIn()
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Sessions end with the city's days, of which a life needs many. */
const signIn = () => comeIn(context, served.url, 'founder')

const texts: Readonly<Record<string, string>> = {
  'project-code': '2301-440106-04-01-123456',
  'applicant-telephone': '13800138000',
  'founder-telephone': '13800138000',
  'founder-identity-number': '11010519491231002X',
}
const say = wordsOf('zh')

interface Opened {
  readonly partyId: string
  readonly caseId: string
  readonly founder: Actor
}
async function opened(
  theme: string,
  registered: boolean,
  facts: Record<string, unknown> = {},
): Promise<Opened> {
  const { town } = served
  const { partyId, founder } = registered ? await anEnterprise(town, facts) : await aParty(town)
  const draft = await town.execute('casework', 'openDraft', { partyId, theme }, { as: founder })
  if (draft.kind !== 'written') throw new Error(JSON.stringify(draft.failure))
  return { partyId, caseId: draft.id, founder }
}

/** Another page of the open application, as its own links lead there; the first one is loaded. */
async function turnTo(path: string): Promise<void> {
  if (page.url().startsWith(served.url)) await page.evaluate((to) => history.pushState(null, '', to), path)
  else await page.goto(`${served.url}${path}`)
  await page.waitForURL((to) => to.pathname === path)
}

/** What opens the fast track of a food business. */
const trusted = { 'credit.grade': 'excellent', 'credit.seriousList': false, 'credit.brokenCommitment': false }

const chooses = async ({ partyId, caseId, founder }: Opened, answers: Record<string, unknown>) => {
  const saved = await served.town.execute(
    'casework',
    'saveAnswers',
    { partyId, caseId, answers },
    { as: founder },
  )
  if (saved.kind !== 'written') throw new Error(JSON.stringify(saved.failure))
}

const submit = () => page.getByRole('button', { name: say('casework:check.submit') })
/** Every question answered, at the page on which everything is checked. */
async function fillIn(theme: string, { caseId }: Opened): Promise<void> {
  const onward = page.getByRole('button', { name: say('app:act.continue') })
  await turnTo(`/space/open/${theme}/${caseId}`)
  await onward.waitFor()
  await answerAll(
    page,
    say('app:act.continue'),
    ({ name, number, day }) => texts[name] ?? (day ? '2026-03-10' : number ? '100' : '晨星示例'),
  )
  await submit().waitFor()
}

async function fileIt(theme: string, filing: Opened): Promise<void> {
  await fillIn(theme, filing)
  for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
  await submit().click()
  await page.waitForURL(/\/space\/cases\//)
}

const bankOpens = (account: string, name: string) =>
  served.outside.call({
    system: 'bank',
    method: 'POST',
    path: '/accounts',
    body: {
      accounts: [
        { accountNumber: '9900000000000091', name: '示例市政务收费汇缴专户' },
        { accountNumber: account, name, openingFen: 1_000_000_000 },
      ],
    },
    idempotencyKey: `opens ${account}`,
  })

async function pass(seconds: number): Promise<void> {
  const { town } = served
  town.clock.set(instantFrom(msOf(town.clock.now()) + seconds * 1000))
  served.simulators.tick()
  await town.system.settle()
}

const mostRounds = 30
/** Offices and systems do their part, and days pass where days must. */
async function officesWork(filing: Opened): Promise<void> {
  const { town } = served
  const standing = async () =>
    (await town.admin(`select standing from casework.case where case_id = '${filing.caseId}'`)).rows[0]?.[
      'standing'
    ]
  for (let round = 0; round < mostRounds; round++) {
    await town.system.settle()
    for (let i = 0; i < 3; i++) await pass(10)
    if ((await standing()) !== 'lodged') return
    if (!(await officersGrant(town, filing))) await pass(86_400)
  }
  expect(await standing()).toBe('completed')
}

describe('on a phone', () => {
  it('every theme is filled in page by page and submitted, and tells in whose hands it is then', async () => {
    // Opening a company is walked page by page in the journey; what policies and objections open has no form of its own.
    const themes = served.town.system
      .moment()
      .definitions.list(themeKind)
      .filter((theme) => theme.id !== 'open-a-company' && theme.for !== 'benefit' && theme.for !== 'matter')
    expect(themes.length).toBeGreaterThanOrEqual(16)
    const failed: string[] = []
    for (const { id, for: whom } of themes)
      try {
        const filing = await opened(id, whom === 'registered')
        await fileIt(id, filing)
        await page.getByRole('heading', { level: 1 }).waitFor()
        const { rows } = await served.town.admin(
          `select standing from casework.case where case_id = '${filing.caseId}'`,
        )
        if (!['lodged', 'completed'].includes(String(rows[0]?.['standing'])))
          failed.push(`${id}: ${String(rows[0]?.['standing'])}`)
        await picture(page, `theme-filed-${id}`)
      } catch (error) {
        failed.push(`${id}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
        await picture(page, `theme-failed-${id}`)
      }
    expect(failed).toEqual([])
  }, 400_000)

  it('a move tells before it is filed what it changes: tax office, policies gained and lost, and why', async () => {
    const filing = await opened('move-district', true, {
      'ent.taxDistrict': 'tianhe',
      'title.hnte': true,
      'title.gazelleYears': 1,
    })
    await fillIn('move-district', filing)
    await page.getByRole('heading', { name: say('casework:changes.title') }).waitFor()
    await page
      .getByText(/^天河区 → .+区$/)
      .first()
      .waitFor()
    for (const more of await page.locator('main details').all())
      await more.evaluate((it) => ((it as HTMLDetailsElement).open = true))
    await picture(page, 'move-changes')
    expect(await axe(page)).toEqual([])
  }, 120_000)

  it('a canteen is asked what canteens are, and a trusted one is told that it goes faster, and why', async () => {
    const filing = await opened('food-service', true, trusted)
    await chooses(filing, { 'food-business-kind': 'canteen', 'public-venue': false, drains: false })
    await page.goto(`${served.url}/space/open/food-service/${filing.caseId}?step=format`)
    await page.getByText('因为您是“单位食堂”').first().waitFor()
    expect(await page.locator('#field-delivery-platforms').count()).toBe(0)
    await picture(page, 'format-questions')
    expect(await axe(page)).toEqual([])
    await page.goto(`${served.url}/space/open/food-service/${filing.caseId}`)
    await page.getByRole('button', { name: say('app:act.continue') }).waitFor()
    await answerAll(
      page,
      say('app:act.continue'),
      ({ name, number }) => texts[name] ?? (number ? '100' : '晨星食堂'),
    )
    await page.getByText(say('casework:terms.wouldTake')).first().waitFor()
    await picture(page, 'format-check')
    expect(await axe(page)).toEqual([])
    for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
    await submit().click()
    await page.waitForURL(/\/space\/cases\//)
    await page.getByText(say('casework:terms.taken')).first().waitFor()
    await picture(page, 'format-case')
    expect(await axe(page)).toEqual([])
  }, 120_000)

  it('an enterprise of which something is not known hears what is missing and who has it, and asks for it', async () => {
    const { 'credit.grade': _, ...known } = trusted
    const filing = await opened('food-service', true, known)
    await chooses(filing, { 'food-business-kind': 'retail', 'public-venue': false, drains: false })
    await fillIn('food-service', filing)
    await page.getByText(say('casework:terms.unknown')).first().waitFor()
    await picture(page, 'track-unknown')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: say('casework:terms.ask') }).click()
    await page.getByText(say('casework:terms.asked')).first().waitFor()
  }, 120_000)

  it('fees of two authorities are paid once on the case page, which then says so', async () => {
    const { town } = served
    const filing = await opened('property-transfer', true)
    await fileIt('property-transfer', filing)
    await town.system.settle()
    const account = '8812345678'
    const { rows } = await town.admin(`select name from party.party where owner_id = '${filing.partyId}'`)
    await bankOpens(account, String(rows[0]?.['name']))
    await page.getByRole('button', { name: say('casework:fees.pay') }).click()
    await page.locator('#field-account').fill(account)
    await picture(page, 'fees-dialog')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: say('casework:fees.payNow') }).click()
    for (let i = 0; i < 3; i++) await pass(15)
    await page.getByText(say('casework:fees.state.paid')).first().waitFor()
    await picture(page, 'fees-paid')
    expect(await axe(page)).toEqual([])
  }, 120_000)

  it('eleven taxes show what each comes to and why before they are filed', async () => {
    const filing = await opened('taxes-in-one', true)
    await fillIn('taxes-in-one', filing)
    await page.getByRole('heading', { name: say('casework:payment.title') }).waitFor()
    await picture(page, 'taxes-check')
    expect(await axe(page)).toEqual([])
  }, 120_000)

  it('a filing is withdrawn in a dialog that says what follows', async () => {
    const filing = await opened('property-transfer', true)
    await fileIt('property-transfer', filing)
    await page
      .getByRole('button', { name: say('casework:withdraw.act') })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await picture(page, 'withdraw-dialog')
    expect(await axe(page)).toEqual([])
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('casework:withdraw.act') })
      .click()
    await page.getByText('已撤回').first().waitFor()
  }, 120_000)

  it('a case tells who has it, since when, why, until when and what comes next, and shows its end', async () => {
    const filing = await opened('move-district', true)
    await fileIt('move-district', filing)
    await page.getByRole('heading', { name: say('casework:hands.title') }).waitFor()
    await page.getByText(say('casework:hands.then')).first().waitFor()
    await page.getByText(say('casework:expected.end')).first().waitFor()
    await picture(page, 'case-under-way')
    expect(await axe(page)).toEqual([])
    await officesWork(filing)
    await signIn()
    await page.goto(`${served.url}/space/cases/${filing.caseId}`)
    await page.getByText('已办结').first().waitFor()
    await picture(page, 'theme-move-district')
    expect(await axe(page)).toEqual([])
  }, 180_000)
})

describe('a licence that the city signed with SM2', () => {
  it('is verified on the visitor’s own device, and refused once it was changed', async () => {
    const { town, url } = served
    const { partyId, licenceId } = await aSignedLicence(town)
    const shown = await town.query<{ link: string }>('credential', 'getLicence', { partyId, licenceId })
    if (shown.kind === 'failed') throw new Error(JSON.stringify(shown.failure))
    const { link } = shown.answer
    const changed = `${link.slice(0, -4)}${link.at(-4) === 'A' ? 'B' : 'A'}${link.slice(-3)}`
    for (const [code, outcome] of [
      [link, 'credential:verify.outcome.valid'],
      [changed, 'credential:verify.reason.signature-invalid'],
    ] as const) {
      await page.goto(`${url}/verify`)
      await page.locator('#field-code').fill(code)
      await page.getByRole('button', { name: say('credential:verify.act') }).click()
      await page.getByText(say(outcome)).first().waitFor()
    }
    expect(await axe(page)).toEqual([])
  })
})

describe.each(looks)('an officer, %s %s', (screen, language) => {
  it('opens every dialog of a matter, of checks, of rules and of the catalogue', async () => {
    const { town, url } = served
    const colleagues = await followed(drainage, accept)(town)
    const venue = await aThemeLodged(town, 'culture-venue', { 'venue-businesses': ['entertainment'] })
    await town.system.settle()
    const desk = await visitor(browser, screen, language)
    const at = await desk.newPage()
    at.setDefaultTimeout(15_000)
    const officer = officerPage({ page: at, url, screen, language })
    await officer.signIn()

    await officer.openStage({ ...venue, stage: 'entertainment.examine' })
    await officer.press('claim')
    await officer.dialog('requestCorrection')
    await officer.dialog('hold')
    await officer.dialog('handOver')
    await officer.dialog('refuse')
    await officer.dialog('grant')
    await officer.press('accept')
    await officer.dialog('announceHearing')

    const survey = { ...(await aSurveyed(town)), stage: 'power.connect' }
    await town.system.settle()
    await officer.openStage(survey, 'rescheduleSurvey')
    await officer.dialog('rescheduleSurvey')

    await officer.openStage(colleagues)
    await officer.dialog('extendDecision')
    await officer.dialog('extendJointLimit')

    for (const act of ['signSecondNotice', 'explainDelay', 'recordHearing'] as const) {
      const { input, as } = await lawfulFixtures[act].success(town)
      await town.system.settle()
      await officer.signIn()
      const { partyId, caseId, stage } = input as { partyId: string; caseId: string; stage: string }
      if (act === 'recordHearing')
        await town.execute('casework', 'release', { partyId, caseId, stage }, as ? { as } : {})
      await officer.openStage({ partyId, caseId, stage }, act === 'recordHearing' ? undefined : act)
      if (act === 'recordHearing') await officer.press('claim')
      await officer.dialog(act)
    }

    await anOpenCheck(town)
    await officer.signIn()
    await officer.visit('checks', 'checks.record')
    await officer.dialog('work:checks.record')
    await officer.visit('robots', 'robots.set')
    await officer.dialog('work:robots.set')
    // What the filings before cost, paid and still due.
    await at.goto(`${url}/workbench/books/fees`)
    await at.getByText(textsOf(language)('work:fees.split')).first().waitFor()
    await officer.look('fees')
    await officer.visit('catalogue', 'catalogue.take')
    await officer.claimFrom([{ CATANAME: '排水许可', TASK_TYPE_TEXT: '行政许可', DEPT_NAME: '市水务局' }])
    await officer.editItem()
    expect(officer.findings).toEqual([])
    await desk.close()
  }, 240_000)

  it('reads a guide by business format and by district', async () => {
    const reader = await visitor(browser, screen, language)
    const at = await reader.newPage()
    at.setDefaultTimeout(15_000)
    await at.goto(`${served.url}/guides/food-business-licence`)
    await at.getByRole('heading', { name: wordsOf(language)('casework:guide.formats') }).waitFor()
    await picture(at, `guide-formats-${screen}-${language}`)
    expect(await axe(at)).toEqual([])
    await at.locator('select').first().selectOption('nansha')
    await at
      .getByText(language === 'zh' ? '承诺 8 个工作日' : 'Promised in 8 working days')
      .first()
      .waitFor()
    await picture(at, `guide-district-${screen}-${language}`)
    expect(await axe(at)).toEqual([])
    await reader.close()
  }, 60_000)

  it('sees who goes first and why, and writes a district’s version beside the city’s', async () => {
    const { town, url } = served
    const fast = await aThemeLodged(
      town,
      'food-service',
      { 'food-business-kind': 'canteen', 'public-venue': false, drains: false, 'canteen-contracted': false },
      await anEnterprise(town, trusted),
    )
    await town.system.settle()
    const seat = await visitor(browser, screen, language)
    const at = await seat.newPage()
    at.setDefaultTimeout(15_000)
    const officer = officerPage({ page: at, url, screen, language })
    await officer.signIn()
    await at.goto(`${url}/workbench/queue?fast=yes`)
    await at
      .getByText(language === 'zh' ? '信用优良快速通道' : 'Fast track for trusted')
      .first()
      .waitFor()
    await officer.look('queue-fast')
    await officer.openStage({ ...fast, stage: 'food.examine' })

    const draft = await town.execute('publication', 'openDraft', {
      kind: 'item',
      title: '食品经营许可',
      department: 'market-regulation',
      id: 'food-business-licence',
    })
    if (draft.kind !== 'written') throw new Error(JSON.stringify(draft.failure))
    await at.goto(`${url}/workbench/drafts/${draft.id}`)
    await at.locator('[data-place="variants-0"]').waitFor()
    await officer.look('item-terms')

    const login = `south-${screen}-${language}`
    await town.account(login, 'officer', { department: 'market-regulation', district: 'nansha' })
    await officer.signIn(login)
    await at.goto(`${url}/workbench/catalogue?tab=districts`)
    await at.getByRole('button', { name: textsOf(language)('publication:newVersion') }).click()
    await at.waitForURL(/\/workbench\/drafts\//)
    await at
      .getByText(language === 'zh' ? '8 个工作日' : '8 working days')
      .first()
      .waitFor()
    await officer.look('district-draft')
    await at.goto(`${url}/workbench/catalogue?tab=districts`)
    await at.getByRole('button', { name: textsOf(language)('work:catalogue.begin') }).waitFor()
    await officer.look('district-items')
    await at.getByRole('button', { name: textsOf(language)('work:catalogue.begin') }).click()
    await officer.look('district-begin')
    expect(officer.findings).toEqual([])
    await seat.close()
  }, 120_000)
})
