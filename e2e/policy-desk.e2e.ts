import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, instantFrom, msOf } from '#kernel/time.ts'
import { axe, latinWords, openBrowser, picture, visitor } from './browser.ts'
import { type City, openCity } from './city.ts'
import { type DeskPage, deskPage } from './desk/desk-page.ts'
import { textsOf } from './words.ts'

/** A new benefit from the first word to the company that gets it, each step by another person, without code and without English for the one who writes. */

const say = textsOf('zh')
const enterprises = 120
const title = '吸纳就业补贴'
const english: Readonly<Record<string, string>> = {
  [title]: 'Hiring subsidy',
  '每人补贴 500 元，50 人以上每人 800 元': '500 yuan for each insured person, 800 from 50 persons on',
  按参保人数补贴: 'By the number of insured persons',
  [say('policy:write.tierName')]: 'Sum for each person',
}

let city: City
let browser: Browser
let context: BrowserContext
let page: Page
let desk: DeskPage
let draft = ''
const broken: string[] = []

beforeAll(async () => {
  city = await openCity(enterprises)
  browser = await openBrowser()
  context = await visitor(browser, 'desktop', 'zh')
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => broken.push(error.message))
  desk = deskPage(page)
  await page.goto(`${city.server.url}/policies`, { waitUntil: 'domcontentloaded' })
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const send = <T>(within: Page, method: string, path: string, body?: object) =>
  within.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/api${where}`, {
        method: how,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(what ? { body: JSON.stringify(what) } : {}),
      })
      return answer.json()
    },
    [method, path, body] as const,
  ) as Promise<T>

async function as(login: string, path: string): Promise<void> {
  await send(page, 'POST', '/demo/session', { login })
  await page.goto(`${city.server.url}${path}`, { waitUntil: 'commit' })
}

async function look(name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await picture(page, `desk-${name}`)
  expect(await axe(page), name).toEqual([])
  expect(await latinWords(page, [/^English$/]), name).toEqual([])
}

describe('a new benefit', () => {
  it('is written by an officer, who sees at each step whom it reaches and what it costs', async () => {
    await as('policy', '/workbench/drafts')
    await desk.press('publication:begin')
    await desk.dialog.getByLabel(say('publication:title'), { exact: true }).fill(title)
    await desk.confirm()
    await page.waitForURL(/drafts\/.+/)
    draft = new URL(page.url()).pathname
    await desk.field('policy:write.summary').fill('每人补贴 500 元，50 人以上每人 800 元')
    await desk.field('policy:write.gives').fill('按参保人数补贴')
    await desk.field('policy:write.number').fill('征求意见稿')
    await desk
      .field('policy:write.text')
      .fill('第一条 支持小微企业吸纳就业。\n第二条 参保人数不少于 20 人、成立满 2 年。')
    await desk.counted()
    expect(Number.parseInt(await desk.figure('eligible'), 10)).toBe(enterprises)

    await page.getByRole('button', { name: say('policy:write.fromSentenceOf', { clause: '第二条' }) }).click()
    const row = desk.sheet('policy:write.conditions').locator('[data-condition="1"]')
    await desk.choose(row, 'policy:write.fact', '参保人数')
    await desk.field('policy:write.value', row).fill('20')
    await desk.counted()
    const larger = Number.parseInt(await desk.figure('eligible'), 10)
    expect(larger).toBeLessThan(enterprises)

    await desk.press('policy:write.library')
    await desk.choose(desk.dialog, 'policy:write.which', '成立满若干年')
    await desk.dialog.getByRole('spinbutton').fill('2')
    await look('library')
    await desk.press('policy:write.take', desk.dialog)
    await desk.press('policy:write.addTiers')
    const steps = page.getByRole('group', {
      name: say('policy:write.tiersOf', { name: say('policy:write.tierName') }),
    })
    await desk.choose(steps, 'policy:write.fact', '参保人数')
    await desk.field('policy:write.value', steps).fill('50')
    await page.getByRole('textbox', { name: say('policy:write.stepGivesOf', { number: 1 }) }).fill('800元')
    await page.getByRole('textbox', { name: say('policy:write.stepGivesOf', { number: 2 }) }).fill('500元')
    await desk.field('policy:write.amount').fill(`参保人数 * ${say('policy:write.tierName')}`)
    await desk.field('policy:write.cap').fill('10万元')
    await desk.choose(page, 'policy:write.book', say('policy:write.ownFund'))
    await desk.field('policy:write.budget').fill('10元')
    await desk.counted()
    expect(Number.parseInt(await desk.figure('eligible'), 10)).toBeLessThanOrEqual(larger)
    expect(await desk.figure('cost')).toMatch(/\d/)
    await page.getByText(say('policy:write.overBudget')).waitFor()
  })

  it('is proven by examples on every side of every limit, taken with one press', async () => {
    const proposals = page.locator('[data-proposals]')
    // They are proposed anew while what was typed is still being judged: taken once they stay.
    let count = 0
    const seen = async () => {
      const before = count
      count = Number(await proposals.getAttribute('data-proposals'))
      return count > 5 && count === before
    }
    await desk.saved()
    await expect.poll(seen, { interval: 700, timeout: 15_000 }).toBe(true)
    await page.getByRole('button', { name: say('policy:write.acceptAll', { count }) }).click()
    await page.locator(`[data-examples="${count}"][data-proposals="0"]`).waitFor()
    await desk.saved()
    expect(await page.locator('[data-examples]').getAttribute('data-proposals')).toBe('0')
    await look('written')
  })

  it('is put into English by a translator', async () => {
    await as('translator', draft)
    for (const [text, en] of Object.entries(english))
      await page
        .getByRole('textbox', { name: say('policy:write.englishOf', { text: text.slice(0, 30) }) })
        .fill(en)
    await page.locator('[data-lacks-english="0"]').waitFor()
    await desk.saved()
    await page.locator('[data-gate=proven][data-stands=done]').waitFor()
    expect(await desk.stands('sound')).toBe('done')
  })

  it('is consulted on: a company comments, the officer answers, and only then it goes on', async () => {
    const { today } = await send<{ today: string }>(page, 'GET', '/me')
    await as('policy', draft)
    await desk.act('consult').click()
    await desk.dialog.getByLabel(say('publication:through')).fill(addDays(today, 1))
    await desk.confirm()
    await desk.act('end').waitFor()
    await as('company', draft.replace('/workbench/drafts', '/consultations'))
    await page.locator('#field-comment').fill('希望把参保人数门槛降到 10 人。')
    await page.getByRole('button', { name: say('publication:public.send') }).click()
    await page.getByText(say('publication:public.sent')).waitFor()
    await look('consultation')
    await as('policy', draft)
    await page.getByRole('button', { name: say('publication:comments.act'), exact: true }).click()
    await desk.choose(
      desk.dialog,
      'publication:comments.outcome',
      say('publication:public.outcome.not-adopted'),
    )
    await desk.dialog.getByRole('textbox').fill('门槛暂不调整，评估后再议。')
    await desk.confirm()
    await page.getByText('门槛暂不调整').waitFor()
    await desk.act('end').click()
    await page.getByRole('alert').waitFor()
    const { now } = await send<{ now: string }>(page, 'GET', '/me')
    await send(page, 'POST', '/demo/clock', { to: instantFrom(msOf(now) + 2 * 86_400_000) })
    await desk.act('end').click()
    await page.locator('[data-gate=consultation][data-stands=done]').waitFor()
    expect(await desk.stands('fair-competition')).toBe('now')
  })

  it('is checked for fair competition, each question with its reason', async () => {
    await as('competition', draft)
    await desk.act('compete').click()
    await desk.dialog.getByRole('radio').first().waitFor()
    for (const question of await desk.dialog.locator('fieldset').all()) {
      await question.getByText(say('publication:restrictsNot'), { exact: true }).click()
      await question.getByRole('textbox').fill('面向全部符合条件的企业')
    }
    await look('fair-competition')
    await desk.confirm()
    await page.locator('[data-gate=fair-competition][data-stands=done]').waitFor()
    expect(await desk.stands('legal-review')).toBe('now')
  })

  it('is reviewed in law by one person and published by another, and companies see it at once', async () => {
    await as('policy', draft)
    await desk.act('submit').click()
    await page.locator('[data-act=submit]').waitFor({ state: 'detached' })
    await as('legal', draft)
    expect(await desk.act('publish').count()).toBe(0)
    await desk.act('approve').click()
    await desk.dialog.getByRole('textbox').fill('内容合法，程序完整。')
    await desk.confirm()
    await page.locator('[data-gate=legal-review][data-stands=done]').waitFor()
    await look('reviewed')
    await as('approver', draft)
    await desk.act('publish').click()
    await page.locator('[data-gate=published][data-stands=done]').waitFor()
    await as('company', '/space/policies')
    await page.getByRole('link', { name: title }).first().waitFor()
    expect(broken).toEqual([])
  })
})

describe('on a phone, in English', () => {
  it('the drafts, what a draft says and its consultation are readable and fit', async () => {
    const phone = await visitor(browser, 'phone', 'en')
    const small = await phone.newPage()
    await small.goto(`${city.server.url}/policies`, { waitUntil: 'domcontentloaded' })
    await send(small, 'POST', '/demo/session', { login: 'policy' })
    const paths = ['/workbench/drafts', draft, draft.replace('/workbench/drafts', '/consultations')]
    for (const [i, path] of paths.entries()) {
      await small.goto(`${city.server.url}${path}`, { waitUntil: 'networkidle' })
      await picture(small, `desk-phone-${i}`)
      expect(await axe(small), path).toEqual([])
      const [content, room] = await small.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      expect(content, path).toBeLessThanOrEqual(room ?? 0)
    }
    await phone.close()
  })
})
