import type { Page } from 'playwright-core'
import { axe, comeIn, type PageLanguage, picture, type Screen } from '../browser.ts'
import { textsOf } from '../words.ts'

interface Stage {
  readonly partyId: string
  readonly caseId: string
  readonly stage: string
}

/** An officer at the workbench: opens matters and dialogs, and holds each to what every page is held to. */
export function officerPage({
  page,
  url,
  screen,
  language,
}: {
  page: Page
  url: string
  screen: Screen
  language: PageLanguage
}) {
  const say = textsOf(language)
  const findings: unknown[] = []
  const button = (name: string) => page.getByRole('button', { name }).first()
  const wordOf = (act: string) => say(act.includes(':') ? act : `work:case.act.${act}`)
  const look = async (name: string) => {
    await picture(page, `office-${name.replace(/\W/g, '-')}-${screen}-${language}`)
    const found = await axe(page)
    if (found.length) findings.push({ name, found })
  }
  return {
    findings,
    /** Keeps a picture of what is open and holds it to what every page is held to. */
    look,
    signIn: async (login = 'officer') => {
      await comeIn(page.context(), url, login)
    },
    /** `act` is what can be done there, where it is out of the usual */
    openStage: async ({ partyId, caseId, stage }: Stage, act?: string) => {
      await page.goto(`${url}/workbench/queue?case=${partyId}.${caseId}.${stage}`)
      await page.getByRole('dialog').waitFor()
      await button(say('work:case.act.handOver'))
        .or(button(say('work:case.act.claim')))
        .or(button(say('work:case.act.extendDecision')))
        .or(button(act ? wordOf(act) : say('work:case.act.handOver')))
        .first()
        .waitFor()
      await look(`case-${stage}`)
    },
    press: async (act: string) => {
      await button(wordOf(act)).click()
      await page
        .getByText(say(`work:case.said.${act}`))
        .first()
        .waitFor()
    },
    /** Opens it by the word of its act, looks at it, and closes it without doing anything. */
    dialog: async (act: string) => {
      await button(wordOf(act)).click()
      const asked = page.locator('.ant-modal').last()
      await asked.waitFor()
      await look(`dialog-${act}`)
      await asked.getByRole('button', { name: say('work:act.cancel') }).click()
      await asked.waitFor({ state: 'hidden' })
    },
    visit: async (place: string, shown: string) => {
      await page.goto(`${url}/workbench/${place}`)
      await button(say(`work:${shown}`)).waitFor()
      await look(place)
    },
    /** Reads a list of the province, claims its first item and is at its draft. */
    claimFrom: async (rows: readonly Record<string, unknown>[]) => {
      await page.locator('input[type=file]').setInputFiles({
        name: 'items.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(rows)),
      })
      await button(say('work:catalogue.claim')).waitFor()
      await look('catalogue-read')
      await button(say('work:catalogue.claim')).click()
      await page.waitForURL(/\/workbench\/drafts\//)
      await page.getByRole('textbox').first().waitFor()
      await look('item-draft')
    },
    /** At an item's draft: a field, a material and a step are added; a step without a name says so until it is removed. */
    editItem: async () => {
      const row = (place: string) => page.locator(`[data-place="${place}"]`)
      const add = (list: string) => page.locator(`[data-add=${list}]`).click()
      for (const list of ['fields', 'materials']) {
        await add(list)
        await row(`${list}-0`).getByRole('combobox').first().click()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
      }
      await add('stages')
      const fault = row('stages-1').locator('p').first()
      await fault.waitFor()
      await row('stages-1').scrollIntoViewIfNeeded()
      await look('item-lists')
      await row('stages-1').locator('[data-act=remove]').click()
      await row('stages-1').waitFor({ state: 'detached' })
    },
  }
}
