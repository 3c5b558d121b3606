import { instantFrom, msOf } from '#kernel/time.ts'
import { systemActor } from '#platform/engine.ts'
import type { City } from '../city.ts'
import type { Walker } from './walker.ts'

/** What a journey does beside the page it walks: set the scene, change seats, turn the clock. */

/** Acts as the system itself, through the same commands as everybody; answers with the id of what was made. */
export function sceneOf(city: () => City, name: string) {
  const actor = systemActor('journey')
  let done = 0
  return async (operation: string, input: Record<string, unknown>): Promise<string> => {
    const [engine = '', named = ''] = operation.split('.')
    const { execute } = city().server.system
    const idempotencyKey = `${name}-${++done}`
    const answer = await execute({ engine, operation: named, input, actor, idempotencyKey })
    if (answer.kind !== 'written') throw new Error(JSON.stringify(answer.failure))
    return answer.id
  }
}

/** A call of the open page's own origin and session. */
async function post(walker: Walker, path: string, body: object): Promise<void> {
  if (!walker.page.url().startsWith('http')) await walker.go('/verify')
  const status = await walker.page.evaluate(
    async ([where, what]) =>
      (
        await fetch(`/api${where}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify(what),
        })
      ).status,
    [path, body] as const,
  )
  if (status >= 400) throw new Error(`${path} answered ${status}`)
}

/** Takes a seat of the demonstration by its login, as the bar would, without walking through the bar; opens `path` there. */
export async function sitDown(walker: Walker, login: string, path?: string): Promise<void> {
  await post(walker, '/demo/session', { login })
  if (path) await walker.go(path)
}

/** Turns the city's clock on, as the demonstration's bar does. */
export const passWeeks = (walker: Walker, city: City, weeks: number): Promise<void> =>
  post(walker, '/demo/clock', {
    to: instantFrom(msOf(city.server.system.moment().now) + weeks * 7 * 86_400_000),
  })

/** An account that is no seat of the demonstration comes in by the door. */
export async function signIn({ page, go }: Walker, login: string, password: string): Promise<void> {
  await page.context().clearCookies()
  await go('/sign-in')
  await page.locator('#field-login').fill(login)
  await page.locator('#field-password').fill(password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((to) => !to.pathname.includes('sign-in'))
}
