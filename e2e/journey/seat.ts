import type { Walker } from './walker.ts'

/** Takes a seat of the demonstration by its login, as the bar would, without walking through the bar. */
export async function sitDown(walker: Walker, login: string): Promise<void> {
  if (!walker.page.url().startsWith('http')) await walker.go('/verify')
  await walker.page.evaluate(async (who) => {
    await fetch('/api/demo/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ login: who }),
    })
  }, login)
}
