import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFilledDraft, examine, toSign } from '#engines/casework/fixtures.ts'
import { relyingOnWhatLapses } from '#engines/casework/filing/proof.fixtures.ts'
import { axe, comeIn, looks, openBrowser, picture, visitor } from './browser.ts'
import { type CityTown, serveCityTown } from './town.ts'
import { textsOf } from './words.ts'

/** What an officer meets who decides on a licence that fell since it was put forward, and who hands the matter to a colleague. */

let served: CityTown
let browser: Browser
beforeAll(async () => {
  served = await serveCityTown('2026-03-02T01:00:00.000Z')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** A district of its own each, in which nobody else is. */
const lonely = ['conghua', 'zengcheng', 'huadu', 'panyu']

describe.each(looks)('an officer, %s %s', (screen, language) => {
  it('sees the licence that ended, cannot grant on it, and gives the matter to a colleague chosen from a list', async () => {
    const { town, url } = served
    const here = { department: 'market-regulation', district: 'tianhe' }
    const login = `judge-${screen}-${language}`
    const officer = await town.account(login, 'officer', here)
    const colleague = await town.account(`heir-${screen}-${language}`, 'officer', here)
    const filing = await aFilledDraft(town, {
      'business-activities': ['security-services'],
      'address-kind': 'other',
    })
    await relyingOnWhatLapses(town, filing, officer, examine, toSign)
    await town.system.settle()

    const say = textsOf(language)
    const seat = await visitor(browser, screen, language)
    const page = await seat.newPage()
    page.setDefaultTimeout(15_000)
    const look = async (name: string) => {
      await picture(page, `judges-${name}-${screen}-${language}`)
      expect(await axe(page), name).toEqual([])
    }
    await comeIn(seat, url, login)
    const { partyId, caseId } = filing
    await page.goto(`${url}/workbench/queue?case=${partyId}.${caseId}.${examine}`)
    await page.getByText(say('items:proofLapses.expired')).first().waitFor()
    await page.getByText(say('items:proofLapses.expired')).first().scrollIntoViewIfNeeded()
    await look('licence')
    await page
      .getByRole('button', { name: say('work:case.act.grant') })
      .first()
      .click()
    const asked = page.locator('.ant-modal').last()
    await asked
      .getByRole('textbox')
      .first()
      .fill(language === 'zh' ? '材料齐全' : 'All is there')
    await asked.locator('button.ant-btn-primary').click()
    await asked.getByText(say('items:proofLapses.expired')).waitFor()
    await look('refused')
    await asked.getByRole('button', { name: say('work:act.cancel') }).click()
    await asked.waitFor({ state: 'hidden' })

    await page
      .getByRole('button', { name: say('work:case.act.handOver') })
      .first()
      .click()
    const handing = page.locator('.ant-modal').last()
    const list = handing.getByRole('combobox', { name: say('work:case.handOver.colleague') })
    await list.click()
    await list.fill(colleague.name)
    await look('colleagues')
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: colleague.name })
      .first()
      .click()
    await handing.getByRole('textbox').fill(language === 'zh' ? '请接手' : 'Please take over')
    await handing.locator('button.ant-btn-primary').click()
    await handing.waitFor({ state: 'hidden' })
    const after = await town.query<{ case: { lanes: { stages: { id: string; assignee?: string }[] }[] } }>(
      'casework',
      'getQueueCase',
      { partyId, caseId },
      colleague,
    )
    if (after.kind === 'failed') throw new Error(JSON.stringify(after.failure))
    expect(JSON.stringify(after.answer.case.lanes)).toContain(colleague.name)
    await seat.close()
  }, 120_000)

  it('is told where nobody else may take it', async () => {
    const { town, url } = served
    const login = `alone-${screen}-${language}`
    const district = lonely[looks.findIndex(([one, other]) => one === screen && other === language)]
    if (!district) throw new Error('no district')
    const officer = await town.account(login, 'officer', {
      department: 'market-regulation',
      district,
    })
    const filing = await aFilledDraft(town, {
      'business-activities': ['security-services'],
      'address-kind': 'other',
      district,
    })
    await relyingOnWhatLapses(town, filing, officer, examine, toSign)
    const seat = await visitor(browser, screen, language)
    const page = await seat.newPage()
    page.setDefaultTimeout(15_000)
    await comeIn(seat, url, login)
    await page.goto(`${url}/workbench/queue?case=${filing.partyId}.${filing.caseId}.${examine}`)
    const say = textsOf(language)
    await page
      .getByRole('button', { name: say('work:case.act.handOver') })
      .first()
      .click()
    await page.getByText(say('work:case.handOver.none')).waitFor()
    await picture(page, `judges-nobody-${screen}-${language}`)
    expect(await axe(page)).toEqual([])
    await seat.close()
  }, 120_000)

  it('is no surprise to the founder, whose page says what to hand in instead', async () => {
    const { town, url } = served
    const officer = await town.account(`early-${screen}-${language}`, 'officer', {
      department: 'market-regulation',
      district: 'tianhe',
    })
    const filing = await aFilledDraft(town, {
      'business-activities': ['security-services'],
      'address-kind': 'other',
    })
    await relyingOnWhatLapses(town, filing, officer, examine, toSign)
    const seat = await visitor(browser, screen, language)
    const page = await seat.newPage()
    page.setDefaultTimeout(15_000)
    await comeIn(seat, url, 'founder')
    await page.goto(`${url}/space/cases/${filing.caseId}`)
    const say = textsOf(language)
    await page.getByText(say('casework:law.lapsedText')).waitFor()
    await picture(page, `judges-founder-${screen}-${language}`)
    expect(await axe(page)).toEqual([])
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: '许可证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') })
    await page.getByText(say('casework:law.lapsedText')).waitFor({ state: 'detached' })
    await seat.close()
  }, 120_000)
})
