import type { Page } from 'playwright-core'

/** What an empty field is: its name, whether it takes a number, whether it takes a day. */
export interface EmptyField {
  readonly name: string
  readonly number: boolean
  readonly day: boolean
}
/** What is typed into it; nothing leaves it as it is. */
export type Answer = (field: EmptyField) => string | undefined

/** What of the open page nobody has answered yet, asked of the page once: each question costs a way there and back. */
const unanswered = (page: Page) =>
  page.evaluate(() => {
    const all = <E extends Element>(selector: string) => [...document.querySelectorAll<E>(selector)]
    const typed = 'form input:not([type=radio]):not([type=checkbox]):not([type=file]), form textarea'
    const inputs = all<HTMLInputElement>(typed)
    return {
      fields: inputs.flatMap(({ id, value, type, inputMode }) =>
        value === ''
          ? [{ id, name: id.replace('field-', ''), number: inputMode !== '', day: type === 'date' }]
          : [],
      ),
      lists: all<HTMLSelectElement>('form select').flatMap(({ value }, i) => (value ? [] : [i])),
      groups: all('form fieldset').flatMap((one, i) => (one.querySelector('input:checked') ? [] : [i])),
    }
  })

/** Answers the open page of a form: empty fields as told, the first choice of everything that nobody has chosen yet. */
async function answerPage(page: Page, answer: Answer): Promise<void> {
  const { fields, lists, groups } = await unanswered(page)
  for (const { id, ...field } of fields) {
    const text = answer(field)
    if (text !== undefined) await page.locator(`#${id}`).fill(text)
  }
  for (const i of lists) await page.locator('form select').nth(i).selectOption({ index: 1 })
  for (const i of groups) await page.locator('form fieldset').nth(i).locator('label').first().click()
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
