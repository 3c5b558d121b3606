import { expect } from 'vitest'
import { keepPicture } from '../browser.ts'
import type { City } from '../city.ts'
import { passWeeks } from './seat.ts'
import type { Walker } from './walker.ts'

interface RunOfClaims {
  readonly city: City
  /** words by which the policy is found in the list, and its title there */
  readonly search: string
  readonly title: RegExp
  /** the book from which it is paid */
  readonly book: string
  /** somebody of the list who has to be there before it is published */
  readonly listed?: string
  /** the second person takes the seat */
  readonly approverSits: () => Promise<void>
}

interface PaidRun {
  readonly state: string
  /** its page in the workbench */
  readonly address: string
}

/** The policy is run for those who claimed it: published, two weeks of publicity, approved by a second person, paid. Answers with what the run says when it has finished. */
export async function payClaims(office: Walker, claims: RunOfClaims): Promise<PaidRun> {
  const { page, say, press, go } = office
  const { city, search, title, book, listed, approverSits } = claims
  await go(`/workbench/policies?tab=policies&q=${search}`)
  const row = page.locator('[data-row], li').filter({ has: page.getByText(title) })
  await row
    .first()
    .getByRole('button', { name: say('work:runs.start') })
    .click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel(say('work:runs.book')).click()
  await page.locator('.ant-select-item-option').filter({ hasText: book }).first().click()
  await asked.getByRole('button', { name: say('work:runs.start') }).click()
  await page.getByRole('button', { name: say('work:runs.publish') }).waitFor()
  if (listed) await page.getByText(listed).first().waitFor()
  const run = new URL(page.url()).pathname
  await press('work:runs.publish')
  await page.getByRole('button', { name: say('work:runs.publish') }).waitFor({ state: 'detached' })
  await passWeeks(office, city, 2)
  await approverSits()
  await go(run)
  await page.getByRole('button', { name: say('work:runs.approve') }).waitFor()
  await press('work:runs.approve')
  const approving = page.getByRole('button', { name: say('work:runs.approve') })
  await pictured(office, 'run-not-approved', approving.waitFor({ state: 'detached' }))
  await page.getByRole('tab', { name: say('work:runs.part.payments') }).click()
  const settled = page.getByText(say('work:runs.payment.settled')).first()
  await pictured(office, 'payment-not-settled', settled.waitFor())
  const shown = (): Promise<{ state: string }> =>
    page.evaluate(async (path) => (await fetch(path)).json(), `/api/runs/${run.split('/').at(-1)}`)
  await expect.poll(async () => (await shown()).state, { timeout: 10_000 }).toBe('finished')
  return { ...(await shown()), address: run }
}

/** What does not come leaves a picture of the page on which it was waited for. */
async function pictured({ page }: Walker, name: string, coming: Promise<void>): Promise<void> {
  try {
    await coming
  } catch (error) {
    await keepPicture(page, name)
    throw error
  }
}
