import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe, type PageLanguage, picture, type Screen, visitor } from '../browser.ts'
import type { City } from '../city.ts'
import { wordsOf } from '../words.ts'

/** One person's window on the city: a screen, a language, the words that stand there. */
export interface Walker {
  readonly page: Page
  readonly screen: Screen
  readonly language: PageLanguage
  readonly say: (key: string) => RegExp
  readonly go: (path: string) => Promise<void>
  readonly press: (key: string) => Promise<void>
  /** keeps a picture, and holds the open screen to what every screen must be */
  readonly look: (name: string) => Promise<void>
  /** closes the tab and opens another, as a telephone does */
  readonly newTab: () => Promise<void>
  readonly close: () => Promise<void>
}

const patience = 30_000

/** What moves or changes colour has come to rest: half-way no contrast is what it will be. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(ending.map((one) => one.finished))
  })

export async function openWalker(
  browser: Browser,
  { server }: City,
  screen: Screen,
  language: PageLanguage,
  who: string,
): Promise<Walker> {
  const context: BrowserContext = await visitor(browser, screen, language)
  const tab = async () => {
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    return page
  }
  let page = await tab()
  const say = wordsOf(language)
  return {
    get page() {
      return page
    },
    screen,
    language,
    say,
    go: async (path) => void (await page.goto(`${server.url}${path}`)),
    press: (key) =>
      page
        .getByRole('button', { name: say(key) })
        .first()
        .click(),
    look: async (name) => {
      await page.locator('h1').first().waitFor({ state: 'attached' })
      await settled(page)
      await picture(page, `${who}-${screen}-${language}-${name}`)
      expect(await axe(page), name).toEqual([])
      const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
      expect(content, `${name} fits`).toBeLessThanOrEqual(room ?? 0)
    },
    newTab: async () => {
      await page.close()
      page = await tab()
    },
    close: () => context.close(),
  }
}

const barOf = ({ page, say }: Walker) => page.getByRole('complementary', { name: say('app:demo.label') })

/** Takes another seat of the demonstration, as its bar offers, and begins where that seat works. */
export async function takeSeat(walker: Walker, name: string): Promise<void> {
  const { page, say, go } = walker
  const bar = barOf(walker)
  await go('/')
  await bar.getByRole('button', { name: say('app:demo.show') }).click()
  const seat = bar.getByRole('button', { name: new RegExp(`^${name}`) })
  await Promise.all([page.waitForResponse(/\/api\/demo\/session$/), seat.click()])
  await page.waitForURL(/\/workbench/)
  await go('/workbench')
  await page.locator('h1').waitFor()
}

const dayIn = async (page: Page) =>
  (await page.locator('aside time').first().getAttribute('datetime'))?.slice(0, 10)

/** Lets a week of the city pass. */
export async function passWeek(walker: Walker): Promise<void> {
  const { page, say } = walker
  const bar = barOf(walker)
  const closed = bar.getByRole('button', { name: say('app:demo.show') })
  if (await closed.isVisible()) await closed.click()
  const week = bar.getByRole('button', { name: say('app:demo.advance.week') })
  const before = await dayIn(page)
  await week.click()
  await expect.poll(() => dayIn(page), { timeout: patience }).not.toBe(before)
}
