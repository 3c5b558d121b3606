/** Runs `work` over all items with so many at once; how many a second, and how long each took. */
export async function pump<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<unknown>,
): Promise<{ perSecond: number; ms: readonly number[] }> {
  let next = 0
  const ms: number[] = []
  const started = performance.now()
  const one = async () => {
    while (next < items.length) {
      const item = items[next++] as T
      const begun = performance.now()
      await work(item)
      ms.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, one))
  return { perSecond: items.length / ((performance.now() - started) / 1000), ms }
}

/**
 * Begins `work` for all items at a steady rate, whether or not the ones before have ended (open loop); how long each took
 * from the instant it was due, so that waiting behind a slow one counts.
 */
export async function pace<T>(
  items: readonly T[],
  perSecond: number,
  work: (item: T) => Promise<unknown>,
): Promise<readonly number[]> {
  const started = performance.now()
  return Promise.all(
    items.map(async (item, i) => {
      const due = started + (i * 1000) / perSecond
      await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
      await work(item)
      return performance.now() - due
    }),
  )
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
