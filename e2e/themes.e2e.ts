import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composition } from '#apps/composition.ts'
import { anEnterprise, officersGrant } from '#engines/casework/themes.fixtures.ts'
import { instantFrom, msOf } from '#kernel/time.ts'
import { connect } from '#platform/connectors.ts'
import { cityRows } from '#platform/seed-city.ts'
import { testTown } from '#platform/testing/test-town.ts'
import { type Simulators, startSimulators, systemNames } from '#simulators/start.ts'
import { axe, openBrowser, picture, visitor } from './browser.ts'
import { answerAll } from './form.ts'
import { serveTown, type Town } from './serve.ts'
import { wordsOf } from './words.ts'

/** One journey, whatever the theme (all others are lived in processes/themes.int.test.ts): a person files in the browser, offices and systems do their part, the page shows the end. */

const dir = mkdtempSync(path.join(os.tmpdir(), 'yishang-themes-e2e-'))
const secret = 'shared-between-two'
let served: Town
let simulators: Simulators
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  let now = () => '2026-03-02T01:00:00.000Z'
  simulators = await startSimulators({ dir, secret, now: () => now(), tickMs: 60_000 })
  const { rows } = await cityRows(composition.defaultCity, composition.kinds)
  const roles = testTown(composition.engines).filter((row) => row.kind === 'role')
  served = await serveTown({
    kinds: composition.cityKinds,
    definitions: [...rows.filter((row) => row.kind !== 'role'), ...roles],
    now: now(),
    outside: connect(
      Object.fromEntries(systemNames.map((name) => [name, { url: simulators.urls[name], secret }])),
    ),
  })
  now = () => served.town.clock.now()
  browser = await openBrowser()
  context = await visitor(browser, 'phone', 'zh')
})

/** Sessions end with the city's days, of which some themes need many. */
async function signIn(): Promise<void> {
  await context.clearCookies()
  const page = await context.newPage()
  await page.goto(`${served.url}/sign-in`)
  await page.locator('#field-login').fill('founder')
  await page.locator('#field-password').fill('a long password')
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
  await page.close()
}
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await simulators?.stop()
  rmSync(dir, { recursive: true, force: true })
})

const texts: Readonly<Record<string, string>> = {
  'project-code': '2301-440106-04-01-123456',
  'applicant-telephone': '13800138000',
  'founder-telephone': '13800138000',
  'founder-identity-number': '11010519491231002X',
}

const say = wordsOf('zh')

async function fileIt(page: Page, path: string): Promise<void> {
  const onward = page.getByRole('button', { name: say('app:act.continue') })
  const submit = page.getByRole('button', { name: say('casework:check.submit') })
  await page.goto(`${served.url}${path}`)
  await onward.waitFor()
  await answerAll(
    page,
    say('app:act.continue'),
    ({ name, number, day }) => texts[name] ?? (day ? '2026-03-10' : number ? '100' : '晨星示例'),
  )
  await submit.waitFor()
  for (const box of await page.locator('input[type=checkbox]').all()) await box.check()
  await submit.click()
  await page.waitForURL(/\/space\/cases\//)
}

async function pass(seconds: number): Promise<void> {
  const { town } = served
  town.clock.set(instantFrom(msOf(town.clock.now()) + seconds * 1000))
  simulators.tick()
  await town.system.settle()
}

const mostRounds = 30
/** Offices and systems do their part, and days pass where days must. */
async function officesWork(partyId: string, caseId: string): Promise<void> {
  const { town } = served
  const filing = { partyId, caseId, founder: town.founder }
  const standing = async () =>
    (await town.admin(`select standing from casework.case where case_id = '${caseId}'`)).rows[0]?.['standing']
  for (let round = 0; round < mostRounds; round++) {
    await town.system.settle()
    for (let i = 0; i < 3; i++) await pass(10)
    if ((await standing()) !== 'lodged') return
    if (!(await officersGrant(town, filing))) await pass(86_400)
  }
  expect(await standing()).toBe('completed')
}

describe.each(['change-company', 'move-district', 'close-company'])('%s', (theme) => {
  it('is filed in the browser and shows its end there', async () => {
    const { town } = served
    const { partyId, founder } = await anEnterprise(town)
    const opened = await town.execute('casework', 'openDraft', { partyId, theme }, { as: founder })
    expect(opened.kind).toBe('written')
    await signIn()
    const caseId = opened.kind === 'written' ? opened.id : ''
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await fileIt(page, `/space/open/${theme}/${caseId}`)
    await officesWork(partyId, caseId)
    await page.goto(`${served.url}/space/cases/${caseId}`, { waitUntil: 'networkidle' })
    await page.locator('h1').waitFor()
    await picture(page, `theme-${theme}`)
    expect(await axe(page)).toEqual([])
    expect(await page.getByText('已办结').count()).toBeGreaterThan(0)
    await page.close()
  }, 60_000)
})
