import { takeSeat, type Walker } from './walker.ts'

/** The housing fund's officer finds the case in the queue, takes it, and grants it with what it yields. */
export async function grantAsOfficer(walker: Walker, company: string): Promise<void> {
  const { page, say, press, look } = walker
  await takeSeat(walker, '钟丽')
  await page.getByText(company).first().waitFor()
  await look('queue')
  await page.getByText(company).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: say('work:case.act.claim') }).click()
  await drawer.getByRole('button', { name: say('work:case.act.grant') }).waitFor()
  await look('case')
  await drawer.getByRole('button', { name: say('work:case.act.grant') }).click()
  const asked = page.getByRole('dialog', { name: say('work:case.act.grant') })
  for (const field of await asked.locator('input[id^=results_]').all())
    if (!(await field.inputValue())) await field.fill('GJJ2026000123')
  await look('grant')
  await press('work:case.decide.grant')
  await asked.waitFor({ state: 'hidden' })
}

/** What the departments know of a company that has run for a year, as a file of the data office; its second row is damaged. */
const factsFile = (creditCode: string): string =>
  [
    '统一社会信用代码,参保人数,2024年失业保险缴费月数,2024年失业保险实缴额（元）,2024年裁员率,严重失信主体,经营异常名录,僵尸企业,行业代码,2024年从业人数,2024年营业收入（万元）,2024年资产总额（万元）',
    `${creditCode},20,12,12000,3%,否,否,否,65,20,800,300`,
    '91440101MA5CJQ4N59,一百,12,12000,3%,否,否,否,65,20,800,300',
  ].join('\n')

/** A file is looked at before it is taken: the damaged row is told and stays out, the good one comes in. */
export async function importFacts(walker: Walker, creditCode: string): Promise<void> {
  const { page, say, press, look } = walker
  await takeSeat(walker, '许文斌')
  await press('work:imports.start')
  const asked = page.getByRole('dialog')
  await asked.locator('input[type=file]').setInputFiles({
    name: 'facts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(factsFile(creditCode)),
  })
  const day = asked.locator('.ant-picker input')
  await day.fill('2025-06-30')
  await day.press('Tab')
  await look('import-start')
  await press('work:imports.read')
  await page.getByRole('button', { name: say('work:imports.applyGood') }).waitFor()
  await look('import')
  await press('work:imports.applyGood')
  await page.getByRole('button', { name: say('work:imports.undo') }).waitFor()
}

const policyTitle = { zh: /失业保险稳岗返还/, en: /job.stabilisation refund/i } as const
/** A book is called as whoever opened it wrote. */
const bookTitle = /失业保险稳岗返还|job.stabilisation refund/i
const searched = { zh: '稳岗返还', en: 'refund' } as const

/** The finance officer sees the books, and opens the one from which the benefit is paid when nobody has yet. */
export async function openBook(walker: Walker, account: string): Promise<void> {
  const { page, say, press, look, language } = walker
  const title = policyTitle[language]
  await takeSeat(walker, '郭颖')
  await page.getByRole('button', { name: say('work:books.open') }).waitFor()
  await page.waitForLoadState('networkidle')
  await look('books')
  if (await page.getByText(bookTitle).count()) return
  await press('work:books.open')
  const asked = page.getByRole('dialog')
  await asked.locator('#fund').click()
  await asked.locator('#fund').fill(searched[language])
  await page.locator('.ant-select-item-option').filter({ hasText: title }).first().click()
  await asked.locator('#period').fill('2025')
  await asked.locator('#budget').fill('1000000')
  await asked.locator('#bankAccount').fill(account)
  await look('book-open')
  await asked.getByRole('button', { name: say('work:books.open') }).click()
  await asked.waitFor({ state: 'hidden' })
  await page.getByText(bookTitle).first().waitFor()
}

/** Candidates over the whole city, with reasons and the total against the book; then the list is made public. */
export async function publishRun(walker: Walker, company: string): Promise<string> {
  const { page, say, press, look, language } = walker
  await takeSeat(walker, '何嘉欣')
  await look('desk')
  await page.getByRole('tab', { name: say('work:runs.tab.policies') }).click()
  const search = page.getByRole('searchbox', { name: say('work:runs.searchPolicy') })
  await search.fill(searched[language])
  await search.press('Enter')
  const row = page.locator('[data-row], li').filter({ hasText: policyTitle[language] })
  await row
    .first()
    .getByRole('button', { name: say('work:runs.start') })
    .click()
  const asked = page.getByRole('dialog')
  const book = asked.getByLabel(say('work:runs.book'))
  await book.click()
  await page.locator('.ant-select-item-option').filter({ hasText: bookTitle }).first().click()
  await look('run-start')
  await asked.getByRole('button', { name: say('work:runs.start') }).click()
  await page.getByRole('button', { name: say('work:runs.publish') }).waitFor()
  await page.getByText(company).first().waitFor()
  await look('run')
  const address = new URL(page.url())
  await press('work:runs.publish')
  await page.getByRole('button', { name: say('work:runs.publish') }).waitFor({ state: 'detached' })
  return address.pathname
}

/** A second person, who sees the same list, lets it be paid; the bank's answers are seen until the last one. */
export async function approveRun(walker: Walker, run: string): Promise<void> {
  const { page, say, press, go, look } = walker
  await takeSeat(walker, '梁伟明')
  await go(run)
  await page.getByRole('button', { name: say('work:runs.approve') }).waitFor()
  await press('work:runs.approve')
  await page.getByRole('tab', { name: say('work:runs.part.payments') }).click()
  await page.getByText(say('work:runs.payment.settled')).first().waitFor()
  await look('payments')
}

/** The finance officer lets the bank's statement of the day be compared with ledger and budget; all three agree. */
export async function reconcile(walker: Walker): Promise<void> {
  const { page, say, press, look } = walker
  await takeSeat(walker, '郭颖')
  await page.getByText(bookTitle).first().click()
  await press('work:statements.title')
  await page.getByRole('button', { name: say('work:statements.ask') }).waitFor()
  await press('work:statements.ask')
  const statement = page.locator('a[href*="/statements/"]').first()
  await statement.waitFor()
  await look('statements')
  await statement.click()
  await page.getByText(say('work:statements.agree')).first().waitFor()
  await look('statement')
}

/** The leading group's board, whose figures count what was just done. */
export async function seeBoard(walker: Walker): Promise<void> {
  const { page, say, go, look } = walker
  await takeSeat(walker, '欧阳静')
  await go('/workbench/board')
  await page.getByRole('heading', { name: say('work:place.board') }).waitFor()
  const measure = page.getByRole('listitem').filter({ has: page.locator('a[href="/board/27"]') })
  await measure.getByText(/[1-9]/).first().waitFor()
  await measure.getByText(say('work:board.noFigure')).waitFor({ state: 'detached' })
  await look('board')
}
