import { createRequire } from 'node:module'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)

/** Where a run is looked at afterwards, `YISHANG_PICTURES=1`; taking them costs as much as everything else a page is held to. */
const asked = Boolean(process.env['YISHANG_PICTURES'])

/**
 * A Chromium that came from the package registry. It unpacks its own libraries when told it runs in a function
 * service, into the temporary directory, which is one per user so that two of them never share it.
 */
export async function unpackBrowser(): Promise<string> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x'
  const name = `yishang-chromium-${os.userInfo().uid}`
  // Whoever unpacked it has already turned the temporary directory to it, for its workers too.
  const temporary = path.basename(os.tmpdir()) === name ? os.tmpdir() : path.join(os.tmpdir(), name)
  fs.mkdirSync(temporary, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = temporary
  process.env['FONTCONFIG_PATH'] = fontsIn(temporary)
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = await unpackBrowser()
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      // Drawn without the emulation of a graphics card, and by few processes: pages are looked at, not games.
      '--disable-gpu',
      '--in-process-gpu',
      '--renderer-process-limit=1',
      '--font-render-hinting=none',
      // A page fetches a hundred slices of a Chinese font; where nobody looks at the letters they are left out.
      ...(asked ? [] : ['--disable-remote-fonts']),
    ],
  })
}

/** The package's own font configuration names a fixed directory; this one names the place it was really unpacked to. */
function fontsIn(temporary: string): string {
  const directory = path.join(temporary, 'fontconfig')
  fs.mkdirSync(directory, { recursive: true })
  const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${path.join(temporary, 'fonts')}</dir><cachedir>${path.join(temporary, 'font-cache')}</cachedir></fontconfig>`
  fs.writeFileSync(path.join(directory, 'fonts.conf'), config)
  return directory
}

export const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
} as const
export type Screen = keyof typeof screens
export type PageLanguage = 'zh' | 'en'

/** How a page is looked at: on both screens in both languages when pictures are asked for, and once in every run. */
export const looks: readonly (readonly [Screen, PageLanguage])[] = asked
  ? [
      ['desktop', 'zh'],
      ['phone', 'zh'],
      ['desktop', 'en'],
      ['phone', 'en'],
    ]
  : [['desktop', 'zh']]

/** A fresh visitor: nothing stored, the language chosen by the link's own means. */
export function visitor(browser: Browser, screen: Screen, language: PageLanguage): Promise<BrowserContext> {
  return browser
    .newContext({
      viewport: screens[screen],
      // As fine as a telephone's only when somebody will look: every pixel is drawn by the processor.
      deviceScaleFactor: screen === 'phone' && asked ? 2 : 1,
      hasTouch: screen === 'phone',
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    })
    .then(async (context) => {
      await context.addInitScript((chosen) => localStorage.setItem('yishang.language', chosen), language)
      return context
    })
}

/** Signs a test town's account in as its page would; the page itself is walked in the journeys. */
export async function comeIn(context: BrowserContext, url: string, login: string): Promise<void> {
  await context.clearCookies()
  const answer = await context.request.post(`${url}/api/session`, {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { login, password: 'a long password' },
  })
  if (!answer.ok()) throw new Error(`${login} was not let in: ${answer.status()}`)
}

const pictures = path.resolve(import.meta.dirname, 'screenshots')

/** Keeps a picture of the whole page when pictures are asked for; they are not part of the repository. */
export async function picture(page: Page, name: string): Promise<void> {
  if (asked) await keepPicture(page, name)
}

/** Keeps a picture, asked for or not: of one that failed. What is open before the page is seen as it is; a page is seen whole. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  fs.mkdirSync(pictures, { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  const before = await page.locator('[role=dialog]:visible, dialog[open]').count()
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: before === 0 })
}

export interface AxeFinding {
  readonly id: string
  readonly help: string
  readonly nodes: readonly string[]
}

const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Colours that are on their way are no contrast yet; what turns for ever is not waited for. */
const settled = () =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
      .map((one) => one.finished),
  ).then(() => undefined)

/**
 * What axe finds wrong on the open page; empty is the only good answer. Evaluated past the page's script policy, and told once to
 * each document. Style sheets and media are not fetched again for it: that serves rules on sound and on turned screens only.
 */
export async function axe(page: Page): Promise<AxeFinding[]> {
  await page.evaluate(settled)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    interface Results {
      violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
    }
    const engine = (window as unknown as { axe: { run: (options: object) => Promise<Results> } }).axe
    const { violations } = await engine.run({
      resultTypes: ['violations'],
      preload: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`.slice(0, 400)),
    }))
  })
}

/** Latin words in what the page shows, apart from names that are written so in Chinese too. */
export async function latinWords(page: Page, allowed: readonly RegExp[]): Promise<string[]> {
  const shown = await page.evaluate(() => document.body.innerText)
  const words = shown.match(/[A-Za-z][A-Za-z'-]+/g) ?? []
  return [...new Set(words.filter((word) => !allowed.some((name) => name.test(word))))]
}
