import { expect } from 'vitest'
import type { Walker } from './walker.ts'

export const password = 'a long password'

/** What the newcomer answers, by the name of the city's field; everything else is left as the form assumes. */
const answers = {
  'address-line': '天河路 385 号 1201 房',
  'registered-capital': '100',
  'opening-staff': '3',
  'founder-identity-number': '11010519491231002X',
  'founder-telephone': '13800138000',
} as const

/** Answers the open page: typed fields by name, the first choice of everything that nobody has chosen yet. */
export async function answerPage({ page }: Walker): Promise<void> {
  for (const [field, text] of Object.entries(answers)) {
    const input = page.locator(`#field-${field}`)
    if ((await input.count()) > 0 && !(await input.inputValue())) await input.fill(text)
  }
  for (const list of await page.locator('form select').all())
    if (!(await list.inputValue())) await list.selectOption({ index: 1 })
  for (const group of await page.locator('form fieldset').all())
    if ((await group.locator('input:checked').count()) === 0) await group.locator('label').first().click()
}

const stepOf = ({ page }: Walker) => new URL(page.url()).searchParams.get('step') ?? ''
const mostSteps = 20

/** Page by page to the last one, where everything is checked. */
export async function answerAll(walker: Walker): Promise<void> {
  for (let i = 0; i < mostSteps && stepOf(walker) !== 'check'; i++) {
    const before = stepOf(walker)
    await answerPage(walker)
    await walker.press('app:act.continue')
    await walker.page.waitForFunction(
      (step) => (new URL(location.href).searchParams.get('step') ?? '') !== step,
      before,
    )
  }
}

export async function signIn({ page, say, go }: Walker, login: string): Promise<void> {
  await go('/sign-in')
  await page.locator('#field-login').fill(login)
  await page.locator('#field-password').fill(password)
  await page
    .locator('form')
    .getByRole('button', { name: say('app:account.signIn') })
    .click()
  await page.waitForURL(/\/space/)
}

interface MyLicence {
  readonly partyId: string
  readonly licenceId: string
}

/** The link behind the QR code of the first licence. */
export const licenceLink = ({ page }: Walker): Promise<string> =>
  page.evaluate(async () => {
    const mine = (await (await fetch('/api/my/licences')).json()) as { items: MyLicence[] }
    const [licence] = mine.items
    const path = `/api/parties/${licence?.partyId}/licences/${licence?.licenceId}`
    return ((await (await fetch(path)).json()) as { link: string }).link
  })

/** The credit code that the registration gave, as the enterprise's own page tells it. */
export async function creditCodeOf({ page, go }: Walker): Promise<string> {
  await go('/space/profile')
  const text = page.getByText(/^91\w{16}$/).first()
  await text.waitFor()
  const code = (await text.textContent()) ?? ''
  expect(code).toMatch(/^91\w{16}$/)
  return code
}
