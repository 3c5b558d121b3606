import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axe,
  latinWords,
  openBrowser,
  type PageLanguage,
  picture,
  type Screen,
  screens,
  visitor,
} from './browser.ts'
import { type City, openCity } from './city.ts'

let city: City
let browser: Browser
beforeAll(async () => {
  city = await openCity()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const pages = [
  '/',
  '/guides',
  '/guides/company-registration',
  '/open-data',
  '/policies',
  '/policies/find',
  '/policies/start-up-rent-subsidy',
  '/embed/policies',
  '/publicity',
  '/waiting',
  '/disclosures',
  '/verify',
  '/board',
  '/board/2',
  '/sign-in',
  '/sign-up',
  '/no-such-page',
]
/** Names that are the same in Chinese. */
const names = [/^English$/, /^(JSON|CSV|DCAT|JSON-LD)$/]

/** One of each: a small screen in Chinese, a large one in English. */
const views: readonly { screen: Screen; language: PageLanguage }[] = [
  { screen: 'phone', language: 'zh' },
  { screen: 'desktop', language: 'en' },
]

/** Opens a page and waits until nothing is being fetched or shown as coming. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${city.server.url}${path}`, { waitUntil: 'networkidle' })
  await page.waitForSelector('h1')
}

describe.each(views)('public pages on a $screen in $language', ({ screen, language }) => {
  let context: BrowserContext
  let page: Page
  let broken: string[] = []
  beforeAll(async () => {
    context = await visitor(browser, screen, language)
    page = await context.newPage()
    page.on('pageerror', (error) => broken.push(error.message))
  })
  afterAll(() => context?.close())

  it.each(pages)('%s is readable, fits, and speaks one language', async (path) => {
    broken = []
    await open(page, path)
    await picture(page, `public-${screen}-${language}${path.replaceAll('/', '-')}`)
    expect(await axe(page)).toEqual([])
    const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(content).toBeLessThanOrEqual(room ?? 0)
    if (language === 'zh') expect(await latinWords(page, names)).toEqual([])
    expect(await page.getAttribute('html', 'lang')).toBe(language === 'zh' ? 'zh-CN' : 'en')
    expect(broken).toEqual([])
  })
})

describe('the shell', () => {
  it('remembers language and larger type, and leads the keyboard past itself', async () => {
    const context = await browser.newContext({ viewport: screens.desktop })
    const page = await context.newPage()
    await open(page, '/guides')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Larger' }).click()
    await open(page, '/')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(await page.getAttribute('html', 'data-elder')).toBe('true')
    expect(
      await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize)),
    ).toBeGreaterThanOrEqual(18)
    expect(await axe(page)).toEqual([])
    await context.close()
  })

  it('reads in the dark as well', async () => {
    const context = await browser.newContext({ viewport: screens.phone, colorScheme: 'dark' })
    const page = await context.newPage()
    for (const path of ['/', '/guides', '/board']) {
      await open(page, path)
      expect(await axe(page)).toEqual([])
    }
    await picture(page, 'public-dark')
    await context.close()
  })
})
