import type { Page } from 'playwright-core'

/** What an empty field is: its name, whether it takes a number, whether it takes a day. */
export interface EmptyField {
  readonly name: string
  readonly number: boolean
  readonly day: boolean
}
/** What is typed into it; nothing leaves it as it is. */
export type Answer = (field: EmptyField) => string | undefined

const typed = 'form input:not([type=radio]):not([type=checkbox]):not([type=file]), form textarea'

/** Answers the open page of a form: empty fields as told, the first choice of everything that nobody has chosen yet. */
async function answerPage(page: Page, answer: Answer): Promise<void> {
  for (const input of await page.locator(typed).all()) {
    if ((await input.inputValue()) !== '') continue
    const text = answer({
      name: ((await input.getAttribute('id')) ?? '').replace('field-', ''),
      number: (await input.getAttribute('inputmode')) !== null,
      day: (await input.getAttribute('type')) === 'date',
    })
    if (text !== undefined) await input.fill(text)
  }
  for (const list of await page.locator('form select').all())
    if (!(await list.inputValue())) await list.selectOption({ index: 1 })
  for (const group of await page.locator('form fieldset').all())
    if ((await group.locator('input:checked').count()) === 0) await group.locator('label').first().click()
}

const stepOf = (page: Page) => new URL(page.url()).searchParams.get('step') ?? ''
const mostSteps = 20

/** Page by page, pressing what leads on, to the last one, where everything is checked. */
export async function answerAll(page: Page, onward: RegExp, answer: Answer): Promise<void> {
  for (let i = 0; i < mostSteps && stepOf(page) !== 'check'; i++) {
    const before = stepOf(page)
    await answerPage(page, answer)
    await page.getByRole('button', { name: onward }).first().click()
    await page.waitForFunction(
      (step) => (new URL(location.href).searchParams.get('step') ?? '') !== step,
      before,
    )
  }
}
