import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { reading, sql } from '#platform/database/sql.ts'
import { systemActor } from '#platform/engine.ts'
import { keepPicture, openBrowser, type PageLanguage, type Screen } from './browser.ts'
import { type City, openCity } from './city.ts'
import { textsOf } from './words.ts'
import { password } from './journey/founder.ts'
import { openWalker, type Walker } from './journey/walker.ts'
import { sceneOf, signIn, sitDown } from './journey/seat.ts'

/** The life of a licence in the page: issued, amended, narrowed by a permit that lapses, and whole again. */

let city: City
let browser: Browser
let companies: readonly { partyId: string; name: string }[] = []
const act = sceneOf(() => city, 'licence')
beforeAll(async () => {
  city = await openCity(4)
  browser = await openBrowser()
  companies = await reading(city.server.system.pool, 'all', (trx) =>
    trx.rows<{ partyId: string; name: string }>(sql`
      select owner_id as "partyId", name from party.party where credit_code is not null order by owner_id limit 2`),
  )
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const registration = {
  'organisation-form': 'llc',
  'founded-on': '2020-03-02',
  'business-activities': ['software-development'],
  'registered-capital': 100_000_000,
  'address-line': '示例路1号',
}
const permit = { 'food-business-kind': 'catering', 'premises-name': '示例餐厅', 'address-line': '示例路1号' }

interface Shown {
  readonly link?: string
  readonly number: string
  readonly replacedBy?: { readonly licenceId: string }
}

/** What a licence shows, as soon as it shows what is waited for. */
async function shown(ids: { partyId: string; licenceId: string }, when: (licence: Shown) => boolean) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await city.server.system.query<Shown>({
      engine: 'credential',
      operation: 'getLicence',
      input: ids,
      actor: systemActor('journey'),
    })
    if (answer.kind === 'answer' && when(answer.answer)) return answer.answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`licence ${ids.licenceId} does not come to show it`)
}

const views: readonly { screen: Screen; language: PageLanguage }[] = [
  { screen: 'phone', language: 'zh' },
  { screen: 'desktop', language: 'en' },
]

describe.each(views)('a business licence on a $screen in $language', ({ screen, language }) => {
  const text = textsOf(language)
  let mine: Walker
  let office: Walker
  let stranger: Walker
  let partyId = ''
  let baseId = ''
  let permitId = ''
  let oldLink = ''
  let link = ''
  beforeAll(async () => {
    const company = companies[screen === 'phone' ? 0 : 1]
    partyId = company?.partyId ?? ''
    const login = `holder-${screen}`
    const { system } = city.server
    await system.accounts.create(
      { login, name: '持证人', password, roles: [{ role: 'enterprise' }] },
      system.clock.now(),
    )
    await act('party.grantMandate', { partyId, login, role: 'representative' })
    const common = { partyId, holderName: company?.name, cause: 'journey' }
    const issue = (licenceType: string, values: object) =>
      act('credential.issue', { ...common, licenceType, values })
    baseId = await issue('business-licence', registration)
    permitId = await issue('food-business-permit', permit)
    oldLink = (await shown({ partyId, licenceId: baseId }, (one) => one.link !== undefined)).link ?? ''
    mine = await openWalker(browser, city, screen, language, 'licence-holder')
    office = await openWalker(browser, city, screen, language, 'licence-office')
    stranger = await openWalker(browser, city, screen, language, 'licence-stranger')
    await sitDown(office, 'registration')
    await signIn(mine, login, password)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [who, { page }] of Object.entries({ office, mine, stranger }))
      await keepPicture(page, `failed-licence-${who}-${screen}-${language}`)
  })
  afterAll(async () => {
    await mine?.close()
    await office?.close()
    await stranger?.close()
  })

  /** Opens a licence at its office and acts on it with a reason and its law. */
  async function officerActs(licenceId: string, operation: string, more?: () => Promise<void>) {
    const { page, say } = office
    await office.go(`/workbench/licences?licence=${partyId}.${licenceId}`)
    await page.getByRole('button', { name: say(`credential:act.${operation}`) }).click()
    const asked = page.getByRole('dialog').last()
    await more?.()
    await asked.locator('#reason').fill('日常检查后依法办理')
    await asked.locator('#legalBasis').fill('行政许可法 第49条')
    if (operation === 'amend') await office.look('amend-dialog')
    await asked.getByRole('button', { name: say(`credential:act.${operation}`) }).click()
    await page.getByText(text('credential:act.done')).first().waitFor()
  }

  /** The office's page does the same for every act: it is walked once, and the other time acted on directly. */
  const withPermit = (operation: 'suspend' | 'reinstate'): Promise<unknown> =>
    screen === 'phone'
      ? officerActs(permitId, operation)
      : act(`credential.${operation}`, {
          partyId,
          licenceId: permitId,
          reason: '日常检查后依法办理',
          legalBasis: '行政许可法 第49条',
        })

  async function verify(text: string) {
    await stranger.go('/verify')
    await stranger.page.locator('#field-code').fill(text)
    await stranger.press('credential:verify.act')
    await stranger.page.getByRole('heading', { name: stranger.say('credential:verify.present') }).waitFor()
  }
  const reads = (key: string) => stranger.page.getByText(text(key)).first().waitFor()

  it('is amended by the office that issued it; the old code says so', async () => {
    await officerActs(baseId, 'amend', async () => {
      await office.page.locator('#claims_registeredCapital').fill('300万元')
    })
    const old = await shown({ partyId, licenceId: baseId }, (one) => one.replacedBy !== undefined)
    const next = { partyId, licenceId: old.replacedBy?.licenceId ?? '' }
    link = (await shown(next, (one) => one.link !== undefined)).link ?? ''
    expect(link).not.toBe(oldLink)
    await office.go(`/workbench/licences?licence=${partyId}.${baseId}`)
    await office.page.getByText(text('credential:life.what.replaced')).waitFor()
    await office.look('replaced')
    await verify(oldLink)
    await reads('credential:verify.reason.licence-replaced')
    await stranger.look('replaced')
    await verify(link)
    await reads('credential:verify.outcome.valid')
    await stranger.look('whole')
  })

  it('is narrowed in public when a permit behind its code is suspended, also without a network', async () => {
    await withPermit('suspend')
    await expect.poll(async () => (await narrowed()) && 'narrowed', { timeout: 10_000 }).toBe('narrowed')
    await verify(link)
    await reads('credential:life.joint.narrowed')
    await stranger.look('narrowed')
    await stranger.page.context().setOffline(true)
    await stranger.press('credential:verify.act')
    await reads('credential:life.joint.narrowed')
    await stranger.page.context().setOffline(false)
    await mine.go('/space/licences')
    await mine.page.getByText(text('credential:life.joint.narrowed')).first().waitFor()
    await mine.look('narrowed')
  })

  it('stands whole again once the permit is reinstated', async () => {
    await withPermit('reinstate')
    await expect.poll(narrowed, { timeout: 10_000 }).toBe(false)
    await verify(link)
    await reads('credential:verify.outcome.valid')
    expect(await stranger.page.getByText(text('credential:life.joint.narrowed')).count()).toBe(0)
    await stranger.page.locator('summary').click()
    await reads('credential:life.what.whole')
    await stranger.look('again')
    await office.go('/workbench/licences')
    await office.page
      .getByText(companies[screen === 'phone' ? 0 : 1]?.name ?? '')
      .first()
      .waitFor()
    await office.look('list')
  })

  it('lies beside a licence from elsewhere, which a window compares with its original', async () => {
    const { page, press, look } = mine
    await mine.go('/space/licences')
    await press('credential:collected.add')
    await page.locator('#field-title').fill(`外地许可证 ${language}`)
    await page.locator('#field-issuer').fill('外地交通局')
    await press('credential:collected.save')
    await page.getByText(text('credential:collected.why.D')).waitFor()
    await look('collected')
    await office.go('/workbench/collected')
    await office.press('credential:collected.check')
    await office.page.locator('#reason').fill('窗口核对原件，一致')
    await office.look('collected-check')
    const asked = office.page.getByRole('dialog')
    await asked.getByRole('button', { name: office.say('credential:collected.check') }).click()
    await asked.waitFor({ state: 'hidden' })
    await office.page.getByText(text('credential:collected.level.B')).first().waitFor()
    await office.look('collected')
    await mine.go('/space/licences')
    await page.getByText(text('credential:collected.why.B')).waitFor()
    expect(await page.getByText(text('credential:collected.why.D')).count()).toBe(0)
  })

  const narrowed = async () => {
    const { joint } = await reading(city.server.system.pool, 'all', (trx) =>
      trx.get<{ joint: string }>(sql`
        select joint from credential.licence where owner_id = ${partyId} and base and state = 'valid'`),
    )
    return joint === 'narrowed'
  }
})
