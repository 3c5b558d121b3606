import { expect } from 'vitest'
import { answerAll } from '../form.ts'
import type { Walker } from './walker.ts'

export const password = 'a long password'

/** What the newcomer answers, by the name of the city's field; everything else is left as the form assumes. */
const answers: Readonly<Record<string, string>> = {
  'address-line': '天河路 385 号 1201 房',
  'registered-capital': '100',
  'opening-staff': '3',
  'founder-identity-number': '11010519491231002X',
  'founder-telephone': '13800138000',
}

/** The whole filing, to the page where everything is checked. */
export const answerFiling = ({ page, say }: Walker): Promise<void> =>
  answerAll(page, say('app:act.continue'), ({ name }) => answers[name])

interface MyLicence {
  readonly partyId: string
  readonly licenceId: string
  readonly issuedAt: string
}

/** The link behind the QR code that is shown: that of the licence which was issued first. */
export const licenceLink = ({ page }: Walker): Promise<string> =>
  page.evaluate(async () => {
    const { items } = (await (await fetch('/api/my/licences')).json()) as { items: MyLicence[] }
    const [first] = items.sort((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1))
    const path = `/api/parties/${first?.partyId}/licences/${first?.licenceId}`
    return ((await (await fetch(path)).json()) as { link: string }).link
  })

/** The number of the account that the bank keeps ready, as the case page tells it. */
export async function accountAtBank({ page }: Walker, caseAddress: string): Promise<string> {
  await page.goto(caseAddress)
  const told = page.getByText(/\b\d{16,19}\b/).first()
  await told.waitFor()
  return /\d{16,19}/.exec((await told.textContent()) ?? '')?.[0] ?? ''
}

/** Where the money of the announced grant shall go. */
export async function nameAccount({ page, say, press, look }: Walker, account: string): Promise<void> {
  await press('policy:grants.giveAccount')
  const asked = page.getByRole('dialog')
  await asked.locator('#field-account').fill(account)
  await look('account')
  await asked.getByRole('button', { name: say('policy:grants.giveAccount') }).click()
  await asked.waitFor({ state: 'hidden' })
}

/** The credit code that the registration gave, as the enterprise's own page tells it. */
export async function creditCodeOf({ page, go }: Walker): Promise<string> {
  await go('/space/profile')
  const text = page.getByText(/^91\w{16}$/).first()
  await text.waitFor()
  const code = (await text.textContent()) ?? ''
  expect(code).toMatch(/^91\w{16}$/)
  return code
}
