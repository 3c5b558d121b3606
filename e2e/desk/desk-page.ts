import type { Locator, Page } from 'playwright-core'
import { textsOf } from '../words.ts'

const say = textsOf('zh')

/** What somebody at the policy desk does, by what stands on the screen. */
export function deskPage(page: Page) {
  const sheet = (key: string) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name: say(key), exact: true }) })
  const dialog = page.getByRole('dialog')
  const field = (key: string, within: Page | Locator = page) =>
    within.getByRole('textbox', { name: say(key), exact: true })
  const choose = async (within: Page | Locator, key: string, typed: string) => {
    const box = within.getByRole('combobox', { name: say(key), exact: true })
    await box.click()
    // A list that cannot be searched would keep us until our patience ends.
    if (await box.isEditable()) await box.fill(typed)
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: typed })
      .first()
      .click()
  }
  const press = (key: string, within: Page | Locator = page) =>
    within.getByRole('button', { name: say(key), exact: true }).click()
  return {
    dialog,
    sheet,
    field,
    choose,
    press,
    /** Does what the dialog is about, and waits until it is gone: what was typed there still stands in it while it goes. */
    confirm: async () => {
      await dialog.locator('.ant-modal-footer button.ant-btn-primary').click()
      await dialog.waitFor({ state: 'hidden' })
    },
    act: (name: string) => page.locator(`[data-act=${name}]`),
    stands: async (gate: string) => page.locator(`[data-gate=${gate}]`).getAttribute('data-stands'),
    figure: async (name: 'eligible' | 'cost') => page.locator(`[data-effect=${name}]`).innerText(),
    /** the answer for what stands there now, never an earlier one */
    counted: async () => {
      await page.waitForTimeout(200)
      await page.locator('[data-effect-state=counted]').waitFor()
    },
    saved: () => page.locator('[data-saved=saved]').waitFor(),
  }
}
export type DeskPage = ReturnType<typeof deskPage>
