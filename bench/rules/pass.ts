/** Everyone is measured alike: so many passes to warm up, then the best of so many. */
export const passes = { warm: 1, measured: 2 } as const

export interface Pass<T> {
  readonly ms: number
  readonly value: T
}

export async function bestPass<T>(work: () => T | Promise<T>): Promise<Pass<T>> {
  for (let i = 0; i < passes.warm; i += 1) await work()
  let best: Pass<T> | undefined
  for (let i = 0; i < passes.measured; i += 1) {
    const begun = performance.now()
    const value = await work()
    const ms = performance.now() - begun
    if (best === undefined || ms < best.ms) best = { ms, value }
  }
  if (best === undefined) throw new RangeError('nothing was measured')
  return best
}
