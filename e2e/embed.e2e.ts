import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, picture, visitor } from './browser.ts'
import { type City, openCity } from './city.ts'

let city: City
let browser: Browser
let host: http.Server
let hostUrl: string
beforeAll(async () => {
  city = await openCity()
  browser = await openBrowser()
  // Another site: same machine, another name and port.
  host = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      `<!doctype html><title>商会</title><h1>商会</h1><script src="${city.server.url}/embed.js" data-lang="zh"></script>`,
    )
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  hostUrl = `http://localhost:${(host.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await browser?.close()
  host?.close()
  await city?.close()
})

it('a page of another site asks which policies one gets, and shows the answer inside itself', async () => {
  const context = await visitor(browser, 'phone', 'zh')
  const page = await context.newPage()
  await page.goto(hostUrl)
  const box = page.frameLocator('iframe')
  await box.getByRole('heading', { name: '我能享受哪些政策' }).waitFor()
  for (let round = 0; round < 4; round++) {
    const form = box.locator('form')
    const before = await form.innerText()
    // What is chosen is answered; everything typed is left out and not asked again.
    for (const list of await form.locator('select').all()) await list.selectOption({ index: 1 })
    await form.getByRole('button').click()
    await expect.poll(() => box.locator('form').innerText()).not.toBe(before)
  }
  await picture(page, 'embed-phone-zh')
  const height = async () => (await page.locator('iframe').boundingBox())?.height ?? 0
  await expect.poll(height).toBeGreaterThan(384)
  const shell = await page.request.get(`${city.server.url}/policies`)
  expect(shell.headers()['content-security-policy']).toContain("frame-ancestors 'self'")
  await context.close()
})
