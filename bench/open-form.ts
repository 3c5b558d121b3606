import type { BrowserContext, Page } from 'playwright-core'
import { aParty } from '#engines/party/fixtures.ts'
import { anEnterprise } from '#engines/casework/themes.fixtures.ts'
import { themeKind } from '#engines/casework/definition.ts'
import { planOf } from '#engines/casework/filing/plans.ts'
import { openBrowser, visitor } from '../e2e/browser.ts'
import { serveCityTown } from '../e2e/town.ts'
import { percentile } from './pump.ts'

/** A cheap telephone on a mobile network, as Lighthouse imagines it: processor four times slower, 1.6 Mbit/s, 150 ms there and back. */
const phone = { slowdown: 4, downloadBytes: 1_600_000 / 8, uploadBytes: 750_000 / 8, latencyMs: 150 }
const times = 7
const question = 'form input, form select, form textarea'

/**
 * Opening the form of the theme that asks most, until its first question can be answered: by a tap on “go on” in the case (the page is
 * there already), on a second visit by its address (files are kept by the browser), and on the very first visit.
 */
export async function openForm() {
  const served = await serveCityTown('2026-03-02T01:00:00.000Z')
  const browser = await openBrowser()
  try {
    const { town, url } = served
    const { definitions } = town.system.moment()
    const [heaviest] = definitions
      .list(themeKind)
      .filter((theme) => theme.for !== 'matter' && theme.for !== 'benefit')
      .map((theme) => ({ theme, fields: planOf(definitions, theme.id).fields.size }))
      .sort((a, b) => b.fields - a.fields)
    if (!heaviest) throw new Error('the city has no theme')
    const { id, for: whom } = heaviest.theme
    const { partyId, founder } = whom === 'registered' ? await anEnterprise(town) : await aParty(town)
    const draft = await town.execute('casework', 'openDraft', { partyId, theme: id }, { as: founder })
    if (draft.kind !== 'written') throw new Error(JSON.stringify(draft.failure))
    const form = `${url}/space/open/${id}/${draft.id}`
    const theCase = `${url}/space/cases/${draft.id}`
    console.log(`open-form: ${id}, ${heaviest.fields} fields`)

    const first: number[] = []
    for (let i = 0; i < 3; i++) {
      const { context, page } = await aPhone()
      first.push(await timed(page, () => page.goto(form, { waitUntil: 'commit' })))
      await context.close()
    }
    const { context, page } = await aPhone()
    await timed(page, () => page.goto(form, { waitUntil: 'commit' }))
    const again: number[] = []
    const tapped: number[] = []
    for (let i = 0; i < times; i++) {
      again.push(await timed(page, () => page.goto(form, { waitUntil: 'commit' })))
      await page.goto(theCase)
      const goOn = page.getByRole('link', { name: '继续填写' })
      await goOn.waitFor()
      await page.waitForLoadState('networkidle')
      tapped.push(await timed(page, () => goOn.click()))
    }
    await context.close()
    return {
      fields: heaviest.fields,
      tapMedianMs: percentile(tapped, 0.5),
      tapWorstMs: Math.max(...tapped),
      secondVisitMedianMs: percentile(again, 0.5),
      firstVisitMedianMs: percentile(first, 0.5),
    }

    async function aPhone(): Promise<{ context: BrowserContext; page: Page }> {
      const fresh = await visitor(browser, 'phone', 'zh')
      const door = await fresh.newPage()
      await signIn(door, url)
      await door.close()
      const at = await fresh.newPage()
      at.setDefaultTimeout(60_000)
      const session = await fresh.newCDPSession(at)
      await session.send('Network.enable')
      await session.send('Network.clearBrowserCache')
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: phone.latencyMs,
        downloadThroughput: phone.downloadBytes,
        uploadThroughput: phone.uploadBytes,
      })
      await session.send('Emulation.setCPUThrottlingRate', { rate: phone.slowdown })
      return { context: fresh, page: at }
    }
  } finally {
    await browser.close()
    await served.close()
  }
}

async function timed(page: Page, open: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await open()
  await page.locator(question).first().waitFor()
  return performance.now() - from
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.locator('#field-login').fill('founder')
  await page.locator('#field-password').fill('a long password')
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((to) => !to.pathname.includes('sign-in'))
}
